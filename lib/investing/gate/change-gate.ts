import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d } from "@/lib/money/money";
import { notifyAdministrators, notifyEach, type Note } from "@/lib/notifications/notify";
import { coverageText, readGate, type Gate } from "./gate";

type Decision = { userId: string; reason: string };
type Change = {
  next: Gate;
  reason: string;
  userId: string | null;
  on: IsoDate;
};

/** Two who change it take turns. */
async function lock(tx: Tx): Promise<Gate> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('pool-gate', 0))::text`;
  return readGate(tx);
}

/**
 * Closes the pool for deposits, early withdrawals and reinvestments, by hand.
 *
 * @param coverage of the last night, a fraction; null when nothing is owed or no night has passed
 * @throws DomainError "wrong-state" when it is closed already
 */
export async function closePool({
  userId,
  reason,
  coverage,
}: Decision & { coverage: string | null }): Promise<void> {
  await inTransaction(async (tx) => {
    const now = await lock(tx);
    if (now.state === "GATED") throw new DomainError("wrong-state", "The pool is closed already.");
    const on = await businessDate(tx);
    await write(tx, { next: { ...now, state: "GATED", coverage }, reason, userId, on });
    await audit(tx, "pool.close", { userId, reason, on, coverage });
  });
}

/**
 * Opens the pool again.
 *
 * @param coverage of the last night, a fraction; null when nothing is owed
 * @throws DomainError "wrong-state" when it is open, and while coverage is below 100% and the rule is on
 */
export async function reopenPool({
  userId,
  reason,
  coverage,
}: Decision & { coverage: string | null }): Promise<void> {
  await inTransaction(async (tx) => {
    const now = await lock(tx);
    if (now.state === "OPEN") throw new DomainError("wrong-state", "The pool is open.");
    if (now.isRuleOn && isShort(coverage)) {
      const figure = coverageText(coverage!);
      throw new DomainError(
        "wrong-state",
        `Coverage is ${figure}. The pool opens at 100% or more, or after the rule is switched off.`,
      );
    }
    const on = await businessDate(tx);
    await write(tx, { next: { ...now, state: "OPEN", coverage }, reason, userId, on });
    await audit(tx, "pool.reopen", { userId, reason, on, coverage });
  });
}

/** Switches the rule that closes the pool below 100%. @throws DomainError "wrong-state" when it is so already */
export async function switchGateRule({ userId, reason, isOn }: Decision & { isOn: boolean }): Promise<void> {
  await inTransaction(async (tx) => {
    const now = await lock(tx);
    if (now.isRuleOn === isOn)
      throw new DomainError("wrong-state", isOn ? "The rule is on already." : "The rule is off already.");
    const on = await businessDate(tx);
    await write(tx, { next: { ...now, isRuleOn: isOn }, reason, userId, on });
    await recordAudit(tx, {
      ...{ actorUserId: userId, action: "pool.switch-gate-rule", subjectType: "pool", subjectId: "pool" },
      detail: { isOn: isOn ? "yes" : "no", reason },
      businessDate: on,
    });
  });
}

/** The night's figure: below 100% the pool closes when the rule is on. It is opened by a person. */
export async function watchCoverage({
  coverage,
  on,
}: {
  coverage: string | null;
  on: IsoDate;
}): Promise<"closed" | null> {
  if (!isShort(coverage)) return null;
  return inTransaction(async (tx) => {
    const now = await lock(tx);
    if (now.state === "GATED" || !now.isRuleOn) return null;
    const reason = `Coverage is ${coverageText(coverage!)}, below 100%.`;
    await write(tx, { next: { ...now, state: "GATED", coverage }, reason, userId: null, on });
    return "closed";
  });
}

/** Exactly 100% is covered; nothing owed needs no cover. */
function isShort(coverage: string | null): boolean {
  return coverage !== null && d(coverage).lessThan(1);
}

async function write(tx: Tx, { next, reason, userId, on }: Change): Promise<void> {
  const before = await readGate(tx);
  await tx.poolGate.create({
    data: { ...next, reason, changedById: userId, changedOn: toDbDate(on) },
  });
  if (before.state === next.state) return;
  await notifyEach(tx, await notesToInvestors(tx, next, on));
  await notifyAdministrators(tx, {
    kind: "pool-gate",
    title: next.state === "GATED" ? "The pool was closed" : "The pool was opened",
    body: reason,
    href: "/admin/coverage",
    datedOn: on,
  });
}

/** Whoever has money in the pool is notified on the same day. */
async function notesToInvestors(tx: Tx, { state, coverage }: Gate, on: IsoDate): Promise<Note[]> {
  const investors = await tx.investor.findMany({
    where: { investments: { some: { status: { in: ["DEPOSITING", "ACTIVE", "MATURED"] } } } },
    select: { userId: true },
  });
  const figure =
    coverage === null ? "" : ` Its assets are ${coverageText(coverage)} of what it owes to investors.`;
  return investors.map(({ userId }) => ({
    userId,
    kind: "pool-gate-changed",
    title: state === "GATED" ? "Some transactions are paused" : "Paused transactions are possible again",
    body:
      state === "GATED"
        ? `The pool takes no deposits, pays no early withdrawals and reinvests nothing for now.${figure} Interest is credited and matured investments are paid out as before.`
        : "The pool takes deposits, pays early withdrawals and reinvests again.",
    href: "/investor",
    datedOn: on,
  }));
}

function audit(
  tx: Tx,
  action: "pool.close" | "pool.reopen",
  { userId, reason, on, coverage }: Decision & { on: IsoDate; coverage: string | null },
): Promise<void> {
  return recordAudit(tx, {
    ...{ actorUserId: userId, action, subjectType: "pool", subjectId: "pool" },
    detail: { reason, ...(coverage === null ? {} : { coverage: coverageText(coverage) }) },
    businessDate: on,
  });
}
