import { recordAudit } from "@/lib/audit/record-audit";
import { addDays, compare, formatDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import { businessDate, now } from "@/lib/clock";
import { LONG_READ_MS } from "@/lib/connection-limits";
import { allowLongStatements, db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { addJob } from "@/lib/queue";
import { sqlRows } from "@/lib/sql-rows";
import { lockBankAccount } from "./bank-accounts";
import { bankBalance, coverageOf } from "./coverage";
import { contradiction, gapBefore, type DatedStatement, type NewLine } from "./import-plan";
import { lastClosedDay } from "./last-closed-day";
import { FileRefused, statementsOf, type FileStatement } from "./read-uploaded-file";

const LINES_AT_ONCE = 5_000;

/** The statement's days do not continue what was imported: it waits. */
class Gap extends Error {}

/**
 * Asks the worker to import a file whose preview somebody has seen.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is not ready
 */
export async function requestImport({ userId, fileId }: { userId: string; fileId: string }): Promise<void> {
  await decide({ userId, fileId, to: "IMPORTING" });
}

/** Puts a file aside that is not to be imported. @throws DomainError "not-found"; "wrong-state" */
export async function discardBankFile({ userId, fileId }: { userId: string; fileId: string }): Promise<void> {
  await decide({ userId, fileId, to: "DISCARDED" });
}

async function decide({
  userId,
  fileId,
  to,
}: {
  userId: string;
  fileId: string;
  to: "IMPORTING" | "DISCARDED";
}) {
  await inTransaction(async (tx) => {
    const from = to === "IMPORTING" ? ["READY"] : ["READY", "WAITING"];
    const data = to === "IMPORTING" ? { state: to, importedById: userId } : { state: to, finishedAt: now() };
    const { count } = await tx.bankFile.updateMany({ where: { id: fileId, state: { in: from } }, data });
    if (count === 0) {
      const file = await tx.bankFile.findUnique({ where: { id: fileId }, select: { state: true } });
      if (!file) throw new DomainError("not-found", "File not found.");
      throw new DomainError("wrong-state", "This file has been decided on already. Reload the page.");
    }
    await recordAudit(tx, {
      actorUserId: userId,
      action: to === "IMPORTING" ? "bank-file.import" : "bank-file.discard",
      subjectType: "bank-file",
      subjectId: fileId,
      businessDate: await businessDate(tx),
    });
    if (to === "IMPORTING") await addImport(tx, fileId);
  });
}

const addImport = (tx: Tx, fileId: string) =>
  addJob(tx, "import-bank-file", { fileId }, `import-bank-file:${fileId}`);

/**
 * Imports a file, all of it or nothing: its new lines are kept, lines that are known from other statements are not kept twice.
 * A file that contradicts what was imported before is refused; one with a gap before it waits for the missing statement.
 */
export async function importBankFile({ fileId }: { fileId: string }): Promise<void> {
  const file = await db.bankFile.findUniqueOrThrow({ where: { id: fileId } });
  if (file.state !== "IMPORTING" && file.state !== "WAITING") return;
  try {
    const statements = await statementsOf(file);
    await db.$transaction(
      async (tx) => {
        await allowLongStatements(tx);
        await writeStatements(tx, statements, {
          fileId,
          source: file.format,
          importedById: file.importedById,
        });
        await tx.bankFile.update({
          where: { id: fileId },
          data: { state: "IMPORTED", message: null, finishedAt: now() },
        });
        await addJob(tx, "match-bank-lines", {}, "match-bank-lines");
        // What this one was missing for may now continue.
        for (const { id } of await tx.bankFile.findMany({
          where: { state: "WAITING" },
          select: { id: true },
        }))
          await addImport(tx, id);
      },
      { timeout: LONG_READ_MS },
    );
  } catch (error) {
    if (!(error instanceof FileRefused) && !(error instanceof Gap)) throw error;
    await db.bankFile.update({
      where: { id: fileId },
      data:
        error instanceof Gap
          ? { state: "WAITING", message: error.message }
          : { state: "REFUSED", message: error.message, finishedAt: now() },
    });
  }
}

/**
 * Writes statements, in order, in the caller's transaction.
 *
 * @throws FileRefused when one contradicts what is known; Gap when days before it are missing
 */
export async function writeStatements(
  tx: Tx,
  statements: readonly FileStatement[],
  of: { fileId: string | null; source: string; importedById: string | null },
): Promise<void> {
  const importedOn = toDbDate(await businessDate(tx));
  for (const { bankAccountId, statement } of statements) {
    await lockBankAccount(tx, bankAccountId);
    const coverage = await coverageOf(tx, bankAccountId);
    const gap = gapBefore(statement, coverage);
    if (gap !== null) throw new Gap(gap);
    const id = newId("bstm");
    const lines = await unknownOf(tx, bankAccountId, statement.lines);
    await refuseClosedDays(tx, bankAccountId, lines);
    await tx.bankStatementRow.create({
      data: {
        ...{ id, bankAccountId, importedOn, fileId: of.fileId, source: of.source },
        fromOn: toDbDate(statement.from),
        toOn: toDbDate(statement.to),
        opening: statement.opening,
        closing: statement.closing,
        lineCount: statement.lines.length,
        newCount: lines.length,
        importedById: of.importedById,
      },
    });
    for (const some of chunksOf(lines, LINES_AT_ONCE)) await insertLines(tx, { id, bankAccountId }, some);
    await refuseContradiction(tx, { bankAccountId, statement, coveredFrom: coverage?.from ?? null });
  }
}

async function unknownOf(tx: Tx, bankAccountId: string, lines: NewLine[]): Promise<NewLine[]> {
  const rows = await tx.$queryRaw<{ fingerprint: string }[]>`
    SELECT fingerprint FROM bank_lines
     WHERE bank_account_id = ${bankAccountId} AND fingerprint = ANY (${lines.map(({ fingerprint }) => fingerprint)}::text[])`;
  const known = new Set(rows.map(({ fingerprint }) => fingerprint));
  return lines.filter(({ fingerprint }) => !known.has(fingerprint));
}

async function refuseClosedDays(tx: Tx, bankAccountId: string, lines: readonly NewLine[]) {
  const closed = await lastClosedDay(tx, bankAccountId);
  const late = closed && lines.find(({ postedOn }) => compare(postedOn, closed) <= 0);
  if (late)
    throw new FileRefused(
      `The file has a new line of ${late.amount} on ${formatDate(late.postedOn)}, but that day is closed. Ask the bank why its statement of that day has changed.`,
    );
}

async function refuseContradiction(
  tx: Tx,
  of: { bankAccountId: string; statement: DatedStatement; coveredFrom: IsoDate | null },
) {
  const { bankAccountId, statement, coveredFrom } = of;
  const { opening } = (await coverageOf(tx, bankAccountId))!;
  const at = (on: IsoDate) => bankBalance(tx, { bankAccountId, on, opening });
  const isContinued = coveredFrom !== null && compare(statement.from, coveredFrom) >= 0;
  const refusal = contradiction(statement, {
    before: isContinued ? await at(addDays(statement.from, -1)) : null,
    after: await at(statement.to),
  });
  if (refusal !== null) throw new FileRefused(refusal);
}

const LINE_COLUMNS = {
  posted_on: "date",
  value_on: "date",
  amount: "numeric",
  type_code: "text",
  reference: "text",
  bank_reference: "text",
  description: "text",
  counterparty: "text",
  is_reversal: "boolean",
  parts: "text",
  fingerprint: "text",
} as const;

async function insertLines(tx: Tx, of: { id: string; bankAccountId: string }, lines: NewLine[]) {
  const rows = lines.map((line) => ({
    posted_on: line.postedOn,
    value_on: line.valueOn,
    amount: line.amount,
    type_code: line.typeCode,
    reference: line.reference,
    bank_reference: line.bankReference,
    description: line.description,
    counterparty: line.counterparty,
    is_reversal: line.reversal,
    parts: line.parts ? JSON.stringify(line.parts) : null,
    fingerprint: line.fingerprint,
  }));
  await tx.$executeRaw`
    INSERT INTO bank_lines (bank_account_id, statement_id, posted_on, value_on, amount, type_code, reference, bank_reference,
                            description, counterparty, is_reversal, parts, fingerprint)
    SELECT ${of.bankAccountId}, ${of.id}, l.posted_on, l.value_on, l.amount, l.type_code, l.reference, l.bank_reference,
           l.description, l.counterparty, l.is_reversal, l.parts::jsonb, l.fingerprint
      FROM ${sqlRows("l", LINE_COLUMNS, rows)} ORDER BY l.place`;
}
