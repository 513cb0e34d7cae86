// The command line of sanctions screening: arguments in, hits out. A refusal is a RangeError with the sentence to print.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isIsoDate } from "@/lib/calendar/dates";
import { isCountryCode } from "@/lib/identity/sanctions/countries";
import { MAX_LIST_BYTES, SanctionsListError } from "@/lib/identity/sanctions/list";
import type { ListFile } from "@/lib/identity/sanctions/list";
import { indexNames } from "@/lib/identity/sanctions/name-index";
import { nameWords } from "@/lib/identity/sanctions/name-words";
import { readSanctionsList } from "@/lib/identity/sanctions/read-list";
import { screen } from "@/lib/identity/sanctions/screen";

export type PrintedHit = { name: string; score: number; listId: string; program: string };

const BUNDLED = fileURLToPath(new URL("../sandbox/sanctions/sdn.xml", import.meta.url));
const USAGE = "ofac -- screen --name NAME [--born DATE] [--country XX] [--list FILE]";
const MAX_NAME = 350; // the width of SDN_Name
const TODAY = new Date().toISOString().slice(0, 10);

/** @throws RangeError with a sentence that names the option */
export function ofacCommand(args: string[]): { hits: PrintedHit[]; warnings: string[] } {
  const { name, born, country, list } = optionsOf(args);
  const { entries, missing } = readList(list ?? BUNDLED);
  const hits = screen(indexNames(entries), { name, born, country }).map((hit) => ({
    ...{ name: hit.name, score: hit.score, listId: hit.listId, program: hit.program },
  }));
  const warnings = missing.map((file) => `--list: ${file} is not beside the file, so it is not screened.`);
  return { hits, warnings };
}

function optionsOf(args: string[]) {
  const [command, ...rest] = args;
  if (command !== "screen") throw new RangeError(`Say what to do: ${USAGE}`);
  const { name, born, country, list } = parsed(rest);
  if (name === undefined) throw new RangeError(`--name: Say whom to screen: ${USAGE}`);
  if (name.length > MAX_NAME) throw new RangeError(`--name: A name has at most ${MAX_NAME} characters.`);
  if (nameWords(name).length === 0)
    throw new RangeError("--name: The name has no letters. Enter the full name of a person or company.");
  if (born !== undefined && (!isIsoDate(born) || born > TODAY))
    throw new RangeError(
      "--born: Enter a date of birth that exists and is not in the future, such as 1961-03-12.",
    );
  const code = country?.trim().toUpperCase();
  if (code !== undefined && !isCountryCode(code))
    throw new RangeError("--country: Enter a country code of ISO 3166-1, such as US.");
  if (list === "") throw new RangeError("--list: Name the file of the list.");
  return { name, born: born ?? null, country: code ?? null, list };
}

function parsed(args: string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args, options: { name: text, born: text, country: text, list: text } }).values;
  } catch (error) {
    const isUsage =
      error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    throw isUsage ? new RangeError(error.message) : error;
  }
}

function readList(path: string) {
  try {
    return readSanctionsList(filesOf(path));
  } catch (error) {
    if (error instanceof SanctionsListError) throw new RangeError(`--list: ${error.message}`);
    throw error;
  }
}

/** The file and, of a delimited list, the others beside it: alt.csv, add.csv and sdn_comments.csv beside sdn.csv. */
function filesOf(path: string): ListFile[] {
  const main = fileAt(path);
  const beside = companionsOf(basename(path));
  const folder = dirname(path);
  const others = readdirSync(folder).filter((name) => beside.includes(name.toLowerCase()));
  return [main, ...others.map((name) => fileAt(join(folder, name)))];
}

function companionsOf(name: string): string[] {
  const [, main, ending] = /^(sdn|cons_prim)(\.(?:csv|pip))$/i.exec(name.toLowerCase()) ?? [];
  if (main === undefined) return [];
  const prefix = main === "sdn" ? "" : "cons_";
  const comments = main === "sdn" ? "sdn_comments" : "cons_comments";
  return [`${prefix}alt`, `${prefix}add`, comments].map((each) => each + ending);
}

function fileAt(path: string): ListFile {
  if (!existsSync(path)) throw new RangeError(`--list: There is no file ${path}.`);
  const found = statSync(path);
  if (!found.isFile()) throw new RangeError(`--list: ${path} is not a file.`);
  if (found.size > MAX_LIST_BYTES) throw new RangeError(`--list: ${path} is larger than 128 MiB.`);
  try {
    return { name: basename(path), bytes: readFileSync(path) };
  } catch {
    throw new RangeError(`--list: ${path} cannot be read.`);
  }
}
