// The first deposit came back: what was reinvested from it never was. Undone from the last investment to the first.
import { accrualsOf } from "@/lib/accruals/queries";
import { undoAccruals } from "@/lib/accruals/undo-accruals";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { postFacts, takenBack } from "@/lib/ledger/post-facts";
import type { Investment, Rollover } from "@/prisma/generated/client";
import { lockInvestments } from "./find-investment";
import { interestCorrection } from "./undo-interest";

/** An investment and those it went on in, first to last. */
export type Chain = { rolls: Rollover[]; last: Investment };

const PROBLEM =
  "The bank returned the deposit that was reinvested here. The investment ended and the interest credited on it was reversed.";

/** What an investment became, through every reinvestment; locked. */
export async function chainFrom(tx: Tx, investment: Investment): Promise<Chain> {
  const rolls = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT investment_id, into_id, 1 AS place FROM rollovers
       WHERE investment_id = ${investment.id} AND undone_transaction_id IS NULL
      UNION ALL
      SELECT r.investment_id, r.into_id, c.place + 1 FROM rollovers r JOIN chain c ON r.investment_id = c.into_id
       WHERE r.undone_transaction_id IS NULL)
    SELECT investment_id AS id FROM chain ORDER BY place`;
  const rows = await tx.rollover.findMany({ where: { investmentId: { in: rolls.map(({ id }) => id) } } });
  const byId = new Map(rows.map((row) => [row.investmentId, row]));
  const ordered = rolls.map(({ id }) => byId.get(id)!);
  const into = await lockInvestments(
    tx,
    ordered.map(({ intoId }) => intoId),
  );
  const last = ordered.at(-1);
  return { rolls: ordered, last: last ? into.get(last.intoId)! : investment };
}

/** The investment with which the money came in; the investment itself when it was no reinvestment. */
export async function originOf(tx: Tx, investment: Investment): Promise<Investment> {
  const [origin] = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE back AS (
      SELECT ${investment.id}::text AS id, 0 AS place
      UNION ALL
      SELECT r.investment_id, b.place + 1 FROM rollovers r JOIN back b ON r.into_id = b.id
       WHERE r.undone_transaction_id IS NULL)
    SELECT id FROM back ORDER BY place DESC LIMIT 1`;
  if (!origin || origin.id === investment.id) return investment;
  return (await lockInvestments(tx, [origin.id])).get(origin.id)!;
}

/**
 * Takes every reinvestment of a chain back: Dr interest of the later one, Cr revenue; then the mirror of the rollover. All that
 * the first investment held at its maturity is on its own accounts again.
 */
export async function undoRolls(tx: Tx, { rolls }: Chain, businessDate: IsoDate): Promise<void> {
  for (const { investmentId, intoId, transactionId } of rolls.toReversed()) {
    const into = await tx.investment.update({
      where: { id: intoId },
      data: { status: "RETURNED", problem: PROBLEM, payoutOrderId: null, paidOutOn: null },
    });
    const accruals = await accrualsOf(tx, { type: "investment", id: intoId });
    const interestKey = `undo-rolled-interest:${intoId}`;
    const corrections =
      accruals.length > 0
        ? [interestCorrection({ investment: into, accruals, businessDate, key: interestKey })]
        : [];
    const key = `undo-roll:${investmentId}`;
    const posted = await postFacts(tx, [
      ...corrections,
      takenBack({
        ...{ key, parentId: transactionId.toString(), effectiveOn: businessDate, metadata: { investmentId } },
      }),
    ]);
    if (corrections.length > 0)
      await undoAccruals(tx, { type: "investment", id: intoId }, posted.get(interestKey)!);
    await tx.rollover.update({
      where: { investmentId },
      data: { undoneTransactionId: posted.get(key)! },
    });
  }
}
