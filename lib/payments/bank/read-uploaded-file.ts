import { db, inTransaction } from "@/lib/db";
import { now } from "@/lib/clock";
import { d } from "@/lib/money/money";
import type { BankFile, Prisma } from "@/prisma/generated/client";
import { ensureBankAccount, findAccount } from "./bank-accounts";
import { coverageOf } from "./coverage";
import { readCsvMap } from "./formats/csv-map";
import { dated, gapBefore, type DatedStatement } from "./import-plan";
import { readBankFile } from "./read-bank-file";
import { BankFileError, type BankFormat } from "./statement";

/** What a person sees before a file is imported, for each of its statements. */
export type StatementPreview = {
  account: string;
  from: string;
  to: string;
  opening: string;
  closing: string;
  newLines: number;
  knownLines: number;
  /** Imported before for these days, and not in this file. */
  missingLines: number;
  pendingLines: number;
  gap: string | null;
};

export type FileStatement = { bankAccountId: string; statement: DatedStatement };

/** A file that is refused as a whole, with the sentence why. */
export class FileRefused extends Error {}

/** Reads a file that was uploaded and notes what importing it would add, or why it cannot be imported. */
export async function readUploadedFile({ fileId }: { fileId: string }): Promise<void> {
  const file = await db.bankFile.findUniqueOrThrow({ where: { id: fileId } });
  if (file.state !== "READING") return;
  const found = await previewOf(file);
  await inTransaction((tx) =>
    tx.bankFile.updateMany({
      where: { id: fileId, state: "READING" },
      data:
        "refusal" in found
          ? { state: "REFUSED", message: found.refusal, finishedAt: now() }
          : { state: "READY", preview: found.preview as unknown as Prisma.InputJsonValue },
    }),
  );
}

async function previewOf(file: BankFile): Promise<{ refusal: string } | { preview: StatementPreview[] }> {
  try {
    return { preview: await Promise.all((await statementsOf(file)).map(preview)) };
  } catch (error) {
    if (error instanceof FileRefused) return { refusal: error.message };
    throw error;
  }
}

/**
 * The statements of a file that was uploaded, each of an account of ours.
 *
 * @throws FileRefused for any fault in the file, an unknown account or another currency
 */
export async function statementsOf(
  file: Pick<BankFile, "content" | "format" | "columnMap">,
): Promise<FileStatement[]> {
  const account = await ensureBankAccount();
  const balances = new Map<string, string>();
  return parsed(file).map((statement) => {
    const ours = findAccount([account], statement.account);
    if (!ours)
      throw new FileRefused(
        `The file has a statement of account ${statement.account}, which is not one of ours. Ours is ${account.number}.`,
      );
    if (statement.currency !== ours.currency)
      throw new FileRefused(
        `The statement of account ${statement.account} is in ${statement.currency}, but the account is kept in ${ours.currency}.`,
      );
    const read = dated(statement, balances.get(ours.id) ?? "0.00");
    if (typeof read === "string") throw new FileRefused(read);
    balances.set(ours.id, read.closing);
    return { bankAccountId: ours.id, statement: read };
  });
}

function parsed({ content, format, columnMap }: Pick<BankFile, "content" | "format" | "columnMap">) {
  try {
    const map = columnMap === null ? undefined : readCsvMap(columnMap);
    return readBankFile({ bytes: content, format: format as BankFormat, map });
  } catch (error) {
    if (error instanceof BankFileError) throw new FileRefused(error.message);
    throw error;
  }
}

async function preview({ bankAccountId, statement }: FileStatement): Promise<StatementPreview> {
  const { from, to, opening, closing, lines, pending } = statement;
  const known = await knownAmong(bankAccountId, lines);
  const [before] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM bank_lines
     WHERE bank_account_id = ${bankAccountId} AND posted_on BETWEEN ${from}::date AND ${to}::date`;
  return {
    account: bankAccountId,
    from,
    to,
    opening: d(opening).toFixed(2),
    closing: d(closing).toFixed(2),
    newLines: lines.length - known,
    knownLines: known,
    missingLines: Math.max(0, before!.count - known),
    pendingLines: pending,
    gap: gapBefore(statement, await coverageOf(db, bankAccountId)),
  };
}

async function knownAmong(bankAccountId: string, lines: readonly { fingerprint: string }[]) {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM bank_lines
     WHERE bank_account_id = ${bankAccountId} AND fingerprint = ANY (${lines.map(({ fingerprint }) => fingerprint)}::text[])`;
  return found!.count;
}
