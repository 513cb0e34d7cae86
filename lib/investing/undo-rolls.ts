// The first deposit came back: what was reinvested from it never was. Undone from the last investment to the first.
import type { IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { takenBack, together, type Booking } from "@/lib/ledger/post-facts";
import { sqlRows } from "@/lib/sql-rows";
import type { Investment, Rollover } from "@/prisma/generated/client";
import { lockInvestments } from "./find-investment";
import { undoInterestUnder } from "./undo-interest";

/** An investment and those it went on in, first to last. */
export type Chain = { rolls: (Rollover & { into: Investment })[]; last: Investment };

const PROBLEM =
  "The bank returned the deposit that was reinvested here. The investment ended and the interest credited on it was reversed.";

/** What each investment became, through every reinvestment, by its id; all of them locked. */
export async function chainsFrom(
  tx: Tx,
  investments: readonly Investment[],
): Promise<ReadonlyMap<string, Chain>> {
  const places = await tx.$queryRaw<{ root: string; id: string }[]>`
    WITH RECURSIVE chain AS (
      SELECT investment_id AS root, investment_id, into_id, 1 AS place FROM rollovers
       WHERE investment_id = ANY(${investments.map(({ id }) => id)}::text[]) AND undone_transaction_id IS NULL
      UNION ALL
      SELECT c.root, r.investment_id, r.into_id, c.place + 1 FROM rollovers r JOIN chain c ON r.investment_id = c.into_id
       WHERE r.undone_transaction_id IS NULL)
    SELECT root, investment_id AS id FROM chain ORDER BY root, place`;
  const rows = await tx.rollover.findMany({ where: { investmentId: { in: places.map(({ id }) => id) } } });
  const rollOf = new Map(rows.map((row) => [row.investmentId, row]));
  const locked = await lockInvestments(
    tx,
    rows.map(({ intoId }) => intoId),
  );
  return new Map(
    investments.map((investment) => {
      const rolls = places
        .filter(({ root }) => root === investment.id)
        .map(({ id }) => ({ ...rollOf.get(id)!, into: locked.get(rollOf.get(id)!.intoId)! }));
      return [investment.id, { rolls, last: rolls.at(-1)?.into ?? investment }];
    }),
  );
}

/** With which investment the money of each came in, by id; an investment that is no reinvestment is its own origin. */
export async function originsOf(
  investmentIds: readonly string[],
  tx: Tx = db,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ id: string; origin: string }[]>`
    WITH RECURSIVE back AS (
      SELECT id, id AS origin, 0 AS place FROM unnest(${[...investmentIds]}::text[]) AS given (id)
      UNION ALL
      SELECT b.id, r.investment_id, b.place + 1 FROM rollovers r JOIN back b ON r.into_id = b.origin
       WHERE r.undone_transaction_id IS NULL)
    SELECT DISTINCT ON (id) id, origin FROM back ORDER BY id, place DESC`;
  return new Map(rows.map(({ id, origin }) => [id, origin]));
}

/**
 * Takes every reinvestment of the chains back: Dr interest of the later one, Cr revenue; and the mirror of the rollover. All that
 * each first investment held at its maturity is on its accounts again.
 *
 * @returns what is to be posted
 */
export async function undoRolls(
  tx: Tx,
  undone: readonly { chain: Chain; businessDate: IsoDate }[],
): Promise<Booking> {
  const rolls = undone.flatMap(({ chain, businessDate }) =>
    chain.rolls.toReversed().map((roll) => ({ ...roll, businessDate })),
  );
  if (rolls.length === 0) return { requests: [] };
  await tx.investment.updateMany({
    where: { id: { in: rolls.map(({ intoId }) => intoId) } },
    data: { status: "RETURNED", problem: PROBLEM, payoutOrderId: null, paidOutOn: null },
  });
  const interest = await undoInterestUnder(
    tx,
    rolls.map(({ into, businessDate }) => ({
      ...{ investment: into, businessDate, key: `undo-rolled-interest:${into.id}` },
    })),
  );
  const keyOf = (investmentId: string) => `undo-roll:${investmentId}`;
  const mirrors: Booking = {
    requests: rolls.map(({ investmentId, transactionId, businessDate }) =>
      takenBack({
        ...{ key: keyOf(investmentId), parentId: String(transactionId), effectiveOn: businessDate },
        metadata: { investmentId },
      }),
    ),
    record: (posted) =>
      tx.$executeRaw`
        UPDATE rollovers r SET undone_transaction_id = undone.by
          FROM ${sqlRows(
            "undone",
            { id: "text", by: "bigint" },
            rolls.map(({ investmentId: id }) => ({ id, by: posted.get(keyOf(id))! })),
          )}
         WHERE r.investment_id = undone.id`,
  };
  return together(interest, mirrors);
}
