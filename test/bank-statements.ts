// Bank statements as a few lines of text, so that an expected answer can be written by hand beside its file.
import { readCsvMap } from "@/lib/payments/bank/formats/csv-map";
import { readBankFile } from "@/lib/payments/bank/read-bank-file";
import { BankFileError } from "@/lib/payments/bank/statement";
import type { BankFormat, BankLine, BankLinePart, BankStatement } from "@/lib/payments/bank/statement";

/**
 * What a file says: per statement "account currency from..to opening > closing", per line "posted value amount type | reference |
 * bank reference | description | counterparty", parts after "+"; "-" is null. A refusal is "code at line: sentence".
 */
export function answerOf(format: BankFormat, file: string | Uint8Array, map?: unknown): string {
  try {
    const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
    const columns = map === undefined ? undefined : readCsvMap(map);
    return readBankFile({ bytes, format, map: columns }).map(statementText).join("\n");
  } catch (error) {
    if (!(error instanceof BankFileError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

function statementText({ account, currency, from, to, opening, closing, lines }: BankStatement): string {
  const head = `${account} ${currency} ${from ?? "-"}..${to ?? "-"} ${opening ?? "-"} > ${closing ?? "-"}`;
  return [head, ...lines.flatMap(lineText)].join("\n");
}

function lineText(line: BankLine): string[] {
  return [partText(line), ...(line.parts ?? []).map((part) => `+ ${partText(part)}`)];
}

function partText(line: BankLinePart): string {
  const flags = `${line.pending ? " pending" : ""}${line.reversal ? " reversal" : ""}`;
  const start = `${line.postedOn ?? "-"} ${line.valueOn ?? "-"} ${line.amount ?? "-"} ${line.typeCode ?? "-"}`;
  const texts = [line.reference, line.bankReference, line.description, line.counterparty];
  return `${start} | ${texts.map((text) => text ?? "-").join(" | ")}${flags}`;
}

/** A text written in a test with its indentation: without the first and last line break, and without common spaces. */
export function file(strings: TemplateStringsArray): string {
  const lines = strings.raw[0]!.replace(/^\n/, "").replace(/\n *$/, "\n").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join("\n");
}
