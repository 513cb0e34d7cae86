// What treasury does by hand with a line: confirm a suggestion, book it, undo a match. A person's decision stays when the
// matcher runs again.
import { recordAudit } from "@/lib/audit/record-audit";
import type { AuditAction } from "@/lib/audit/actions";
import { compare, formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, now } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { book, takenBack } from "@/lib/ledger/post-facts";
import { getBalances } from "@/lib/ledger/queries";
import { d, dollars, sum } from "@/lib/money/money";
import { changeStatus, lockPaymentOrder } from "@/lib/payments/change-status";
import type { BankBooking } from "@/lib/transaction-types/bank-line";
import { BANK_FEES, BANK_INTEREST, WITHHOLDING } from "@/lib/transaction-types/account-codes";
import { lockBankAccount } from "./bank-accounts";
import { bookLines } from "./book-lines";
import { lastClosedDay } from "./last-closed-day";
import { inSuspense, resolveFoundOrders, writeMatches } from "./match-bank-lines";
import { loadTargets, orderOf } from "./match-targets";
import type { Match, MatchedTarget } from "./matching/model";

type LockedLine = { id: string; bankAccountId: string; postedOn: IsoDate; amount: string; on: IsoDate };

/**
 * Matches an open line with what the matcher suggested for it.
 *
 * @throws DomainError "not-found"; "wrong-state" when the line is matched, the suggestion is gone, its orders are matched
 *   with other lines, or their amounts are not the line's
 */
export async function confirmSuggestion({
  userId,
  lineId,
  targetId,
}: {
  userId: string;
  lineId: string;
  /** Which one, where several were suggested of which only one can be meant; all of them when absent. */
  targetId?: string | undefined;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const line = await lockOpenLine(tx, lineId);
    const suggestion = await tx.bankSuggestion.findUnique({ where: { lineId: BigInt(lineId) } });
    if (!suggestion)
      throw new DomainError("wrong-state", "There is no suggestion for this line any more. Reload the page.");
    const suggested = suggestion.targets as unknown as MatchedTarget[];
    const targets = targetId ? suggested.filter(({ id }) => orderOf(id) === targetId) : suggested;
    if (targets.length === 0)
      throw new DomainError("invalid", "Choose one of the payments that were suggested.", "targetId");
    const isBank = targets.some(({ kind }) => kind === "FEE" || kind === "INTEREST");
    if (isBank) await bookLine(tx, line, { userId, as: targets[0]!.kind as BankBooking });
    else {
      await refuseUsed(tx, line, targets);
      const { rule, score } = suggestion;
      const match = { lineId, targets, rule: rule as Match["rule"], score };
      await writeMatches(tx, [match], { on: line.on, userId });
      for (const { id, kind } of targets) if (kind !== "RETURN") await completeIfAwaited(tx, id);
    }
    await done(tx, line, { userId, action: "bank-line.match", detail: { rule: suggestion.rule } });
  });
}

/** Money that we wait for has arrived when a person says which line it is, whatever the provider made of it. */
async function completeIfAwaited(tx: Tx, paymentOrderId: string): Promise<boolean> {
  const order = await lockPaymentOrder(tx, paymentOrderId);
  if (order?.status !== "EXPECTED") return false;
  return changeStatus(tx, order, { status: "COMPLETED", source: "ours" });
}

async function refuseUsed(tx: Tx, line: LockedLine, targets: readonly MatchedTarget[]) {
  const open = new Set((await loadTargets(tx, line.bankAccountId)).map(({ id }) => id));
  const isOpen = ({ id, kind }: MatchedTarget) =>
    open.has(id) || (kind === "RETURN" && open.has(`${id}/return`));
  if (!targets.every(isOpen))
    throw new DomainError(
      "wrong-state",
      "What was suggested is matched with another line. Book this line instead, or undo the other match.",
    );
  const total = sum(targets.map(({ amount }) => d(amount)));
  if (!total.equals(d(line.amount)))
    throw new DomainError(
      "wrong-state",
      `The line is ${dollars(line.amount)}, but what was suggested is ${dollars(total)}. Book the line as unidentified and clear it there.`,
    );
}

/**
 * Books an open line: as the bank's fee or interest, as withheld tax that was paid to the IRS, or as unidentified.
 *
 * @throws DomainError "not-found"; "wrong-state" when it is matched already; "invalid" for interest that we pay, and for tax that
 *   came in or is more than what was withheld and not paid yet
 */
export async function bookLineByHand({
  userId,
  lineId,
  as,
}: {
  userId: string;
  lineId: string;
  as: BankBooking;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const line = await lockOpenLine(tx, lineId);
    if (as === "INTEREST" && line.amount.startsWith("-"))
      throw new DomainError("invalid", "Money that left the account is no interest. Book it as a fee.", "as");
    if (as === "TAX") await refuseTax(tx, line);
    await bookLine(tx, line, { userId, as });
    await done(tx, line, { userId, action: "bank-line.book", detail: { as } });
  });
}

async function refuseTax(tx: Tx, { amount }: LockedLine) {
  const owed = (await getBalances([WITHHOLDING], {}, tx)).get(WITHHOLDING)?.posted ?? "0.00";
  if (amount.startsWith("-") && d(amount).abs().lte(owed)) return;
  throw new DomainError(
    "invalid",
    `Withheld tax of ${dollars(owed)} is owed to the IRS. Only a payment of at most that amount can be booked as tax.`,
    "as",
  );
}

async function bookLine(tx: Tx, line: LockedLine, { userId, as }: { userId: string; as: BankBooking }) {
  const accounts = { FEE: BANK_FEES, INTEREST: BANK_INTEREST, TAX: WITHHOLDING, SUSPENSE: null };
  const booking = inSuspense(line);
  const { bankAccountId, on } = line;
  await bookLines(tx, { bankAccountId, userId, on }, [
    { ...booking, as, account: accounts[as] ?? booking.account, rule: "by-hand", score: 100 },
  ]);
}

/**
 * Undoes what a line was matched with; what was booked for it is reversed. The match stays as history, and the matcher only
 * suggests for this line from now on.
 *
 * @throws DomainError "not-found"; "wrong-state" when the line is not matched, its day is closed, or its exception is resolved
 */
export async function undoMatch({
  userId,
  lineId,
  reason,
}: {
  userId: string;
  lineId: string;
  reason: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const line = await lockLine(tx, lineId);
    await undoMatchesOf(tx, line, { userId, reason });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "bank-line.undo-match",
      subjectType: "bank-line",
      subjectId: lineId,
      detail: { reason },
      businessDate: line.on,
    });
  });
}

/** @throws DomainError "wrong-state" as `undoMatch` */
async function undoMatchesOf(
  tx: Tx,
  line: LockedLine,
  { userId, reason }: { userId: string; reason: string },
): Promise<void> {
  const closed = await lastClosedDay(tx, line.bankAccountId);
  if (closed !== null && compare(line.postedOn, closed) <= 0)
    throw new DomainError(
      "wrong-state",
      `${formatDate(line.postedOn)} is closed, so its matches cannot be undone.`,
    );
  const settled = await tx.bankException.findFirst({
    where: { lineId: BigInt(line.id), transactionId: { not: null } },
  });
  if (settled)
    throw new DomainError("wrong-state", "This line was cleared from the unidentified items already.");
  const matches = await liveMatches(tx, line);
  await markUndone(tx, line, { userId, reason, takenBackOn: null });
  await takeBack(tx, line, matches, (bookedOn) => bookedOn);
}

/**
 * Takes back today what was booked for a line whose money is now known: the day of the line may be closed, and stays as it
 * was. The line is locked, the audit is the caller's.
 *
 * @throws DomainError "wrong-state" when nothing is booked
 */
export async function takeBackBooking(
  tx: Tx,
  line: LockedLine,
  of: { userId: string; reason: string },
): Promise<void> {
  const matches = await liveMatches(tx, line);
  await markUndone(tx, line, { ...of, takenBackOn: line.on });
  await takeBack(tx, line, matches, () => line.on);
}

async function liveMatches(tx: Tx, { id }: LockedLine) {
  const matches = await tx.bankMatch.findMany({ where: { lineId: BigInt(id), undoneAt: null } });
  if (matches.length === 0) throw new DomainError("wrong-state", "This line is not matched with anything.");
  return matches;
}

async function markUndone(
  tx: Tx,
  { id }: LockedLine,
  of: { userId: string; reason: string; takenBackOn: IsoDate | null },
) {
  await tx.bankMatch.updateMany({
    where: { lineId: BigInt(id), undoneAt: null },
    data: {
      undoneAt: now(),
      undoneById: of.userId,
      undoneReason: of.reason,
      takenBackOn: of.takenBackOn && toDbDate(of.takenBackOn),
    },
  });
}

async function takeBack(
  tx: Tx,
  { id: bankLineId }: LockedLine,
  matches: readonly { transactionId: bigint | null; bookedOn: Date | null }[],
  dayOf: (bookedOn: IsoDate) => IsoDate,
) {
  const requests = matches.flatMap(({ transactionId, bookedOn }) =>
    transactionId === null || bookedOn === null
      ? []
      : takenBack({
          key: `bank-line-undo:${transactionId}`,
          parentId: String(transactionId),
          effectiveOn: dayOf(fromDbDate(bookedOn)),
          metadata: { bankLineId },
        }),
  );
  await book(tx, [{ requests }]);
}

/** Locks the account of a line, so that it is decided on once. @throws DomainError "not-found" */
export async function lockLine(tx: Tx, lineId: string): Promise<LockedLine> {
  const id = /^\d{1,18}$/.test(lineId) ? BigInt(lineId) : 0n;
  const row = await tx.bankLineRow.findUnique({ where: { id } });
  if (!row) throw new DomainError("not-found", "Bank line not found.");
  await lockBankAccount(tx, row.bankAccountId);
  return {
    id: lineId,
    bankAccountId: row.bankAccountId,
    postedOn: fromDbDate(row.postedOn),
    amount: row.amount.toFixed(2),
    on: await businessDate(tx),
  };
}

async function lockOpenLine(tx: Tx, lineId: string): Promise<LockedLine> {
  const line = await lockLine(tx, lineId);
  const match = await tx.bankMatch.findFirst({ where: { lineId: BigInt(lineId), undoneAt: null } });
  if (match) throw new DomainError("wrong-state", "This line is matched already. Undo the match first.");
  return line;
}

async function done(
  tx: Tx,
  { id, on }: LockedLine,
  of: { userId: string; action: AuditAction; detail: Record<string, string> },
) {
  await tx.bankSuggestion.deleteMany({ where: { lineId: BigInt(id) } });
  const isUnidentified = of.detail.as === "SUSPENSE";
  if (!isUnidentified)
    await tx.bankException.updateMany({
      where: { lineId: BigInt(id), resolvedOn: null },
      data: { resolvedOn: toDbDate(on), resolvedById: of.userId, resolution: of.detail.as ?? "MATCHED" },
    });
  await resolveFoundOrders(tx, on);
  await recordAudit(tx, {
    actorUserId: of.userId,
    action: of.action,
    subjectType: "bank-line",
    subjectId: id,
    detail: of.detail,
    businessDate: on,
  });
}
