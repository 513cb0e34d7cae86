// `npm run documents`: lists, sets and verifies issued documents; faults to standard error.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { db } from "@/lib/db";
import { getIssued, listIssued } from "@/lib/documents/issued/queries";
import { fileOf, verifyDocuments } from "@/lib/documents/issued/render";
import { investorsWithMoney } from "@/lib/paperwork/investor-statements";
import { yearOf } from "@/lib/paperwork/month";
import { taxLines } from "@/lib/paperwork/tax-year";
import { DomainError } from "@/lib/errors";
import { findPersonByEmail } from "@/lib/identity/people";

const USAGE = `Usage: npm run --silent documents -- <command>

  list --person EMAIL               documents issued to a person, newest first: id, number, date, kind, title
  render ID --out FILE.pdf|FILE.txt writes a document, byte for byte as it is kept
  tax-year YEAR                     the lines of a tax year as CSV: form, payee, TIN status and box 1
  verify [--all]                    sets 100 documents again, or all, and compares them with what is kept; exit status 1
                                    when one differs`;
const SAMPLE = 100;

// A reader that closes early, such as head, is no fault.
process.stdout.on("error", () => process.exit());

class UsageError extends Error {}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = read(args);
  const [command, id, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`Unexpected: ${rest.join(" ")}.`);
  switch (command) {
    case "list":
      if (!values.person) throw new UsageError("list needs --person EMAIL.");
      return list(values.person);
    case "render":
      if (!id) throw new UsageError("render needs the id of a document; list shows them.");
      return render(id, values.out ?? "");
    case "tax-year":
      if (!/^\d{4}$/.test(id ?? "")) throw new UsageError("tax-year needs a year such as 2026.");
      return taxYear(Number(id));
    case "verify":
      return verify(values.all ?? false);
    default:
      throw new UsageError(command ? `There is no command "${command}".` : "No command was given.");
  }
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { person: { type: "string" }, out: { type: "string" }, all: { type: "boolean" } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function list(email: string): Promise<number> {
  const person = await findPersonByEmail(email);
  if (!person) throw new DomainError("not-found", `Nobody has the email address ${email}.`);
  for (const { id, number, issuedOn, kind, title } of await listIssued(person.id))
    process.stdout.write(`${id}  ${number}  ${issuedOn}  ${kind.padEnd(20)}  ${title}\n`);
  return 0;
}

async function render(id: string, out: string): Promise<number> {
  const format = /\.(pdf|txt)$/.exec(out)?.[1];
  if (!format) throw new UsageError("render needs --out with a file name that ends in .pdf or .txt.");
  await getIssued(id, null);
  const { pdf, text } = await fileOf(id);
  writeFileSync(out, format === "pdf" ? pdf : text);
  process.stdout.write(`${out}\n`);
  return 0;
}

async function taxYear(year: number): Promise<number> {
  const investorIds = await investorsWithMoney(db, yearOf(year));
  const lines = await taxLines(db, { investorIds, year });
  const rows = lines.map(({ form, name, email, investments, box1 }) => [
    ...[form, String(year), name, email],
    "not on file", // no taxpayer identification number is kept for investors
    ...[investments.join(" "), box1],
  ]);
  process.stdout.write(stringify([["form", "year", "name", "email", "tin", "investments", "box1"], ...rows]));
  return 0;
}

async function verify(all: boolean): Promise<number> {
  const { checked, faults } = await verifyDocuments(all ? {} : { sample: SAMPLE });
  for (const { id, number, problem } of faults)
    process.stdout.write(`${id} (number ${number}): ${problem}\n`);
  const differ = faults.length === 1 ? "1 differs" : `${faults.length} differ`;
  process.stdout.write(`${checked} checked, ${differ}.\n`);
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}\n` : ""}`,
  );
  process.exitCode = isUsage ? 2 : error instanceof DomainError ? 1 : 3;
} finally {
  await db.$disconnect();
}
