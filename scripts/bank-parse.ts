// `bank -- parse`: a bank file on standard input, its statements as JSON.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readCsvMap } from "@/lib/payments/bank/formats/csv-map";
import { readBankFile } from "@/lib/payments/bank/read-bank-file";
import { BANK_FORMATS, BankFileError, MAX_BYTES } from "@/lib/payments/bank/statement";
import type { BankFormat, BankStatement } from "@/lib/payments/bank/statement";
import { bankError } from "./bank-error";
import type { BankError } from "./bank-error";

export async function parseCommand(args: string[]): Promise<{ accounts: BankStatement[] } | BankError> {
  const { format, map } = parseArgs({
    args,
    options: { format: { type: "string" }, map: { type: "string" } },
  }).values;
  if (!isFormat(format)) return bankError("usage", `Say the format: --format ${BANK_FORMATS.join("|")}.`);
  if (format === "csv" && map === undefined) return bankError("usage", "A CSV file needs --map FILE.");
  try {
    const columns = map === undefined ? undefined : readCsvMap(jsonFile(map));
    return { accounts: readBankFile({ bytes: await standardInput(), format, map: columns }) };
  } catch (error) {
    if (error instanceof BankFileError)
      return { error: { code: error.code, ...error.place, message: error.message } };
    throw error;
  }
}

function isFormat(text: string | undefined): text is BankFormat {
  return BANK_FORMATS.some((known) => known === text);
}

function jsonFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new BankFileError("column-map", null, `The column map ${path} cannot be read.`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new BankFileError("column-map", null, `The column map ${path} is not JSON.`);
  }
}

/** At most one byte more than a bank file may have: enough to refuse it. */
async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length > MAX_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MAX_BYTES + 1);
}
