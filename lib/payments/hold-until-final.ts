// Collected money is held on cash until its bank can no longer send it back, so that nobody is paid with it before.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import { db, inTransaction, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { book, released, type Booking } from "@/lib/ledger/post-facts";
import { sqlRows } from "@/lib/sql-rows";
import { finalityHold } from "@/lib/transaction-types/finality-hold";
import { finalOn } from "./finality";
import { RETURNABLE_RAILS } from "./rails";

/** In production always, unless it is switched off; in the sandbox only where it is switched on. */
const isHeld = () => (env.ACH_FINALITY_HOLD ?? (env.APP_MODE === "production" ? "on" : "off")) === "on";

const holdKey = (paymentOrderId: string) => `finality:${paymentOrderId}`;

type Outcome = { paymentOrderId: string; businessDate: IsoDate };
type Debit = { id: string; amount: string; isFirst: boolean };

/**
 * What was collected is held, in the transaction that posts it: Dr money held until it is final, Cr cash, pending.
 *
 * @param settled orders that have completed; those that nobody can send back are left alone
 */
export async function holdUntilFinal(tx: Tx, settled: readonly Outcome[]): Promise<Booking> {
  if (settled.length === 0 || !isHeld()) return { requests: [] };
  const debits = await tx.$queryRaw<Debit[]>`
    SELECT o.id, o.amount::text AS amount,
           NOT EXISTS (SELECT 1 FROM payment_orders p WHERE p.external_account_id = o.external_account_id AND p.direction = 'DEBIT'
                          AND p.number < o.number AND p.status = 'COMPLETED') AS "isFirst"
      FROM payment_orders o
     WHERE o.id = ANY (${settled.map(({ paymentOrderId }) => paymentOrderId)}::text[]) AND o.direction = 'DEBIT'
       AND o.rail::text = ANY (${RETURNABLE_RAILS.map(({ rail }) => rail)}::text[])
     ORDER BY o.number`;
  const dayOf = new Map(settled.map(({ paymentOrderId, businessDate }) => [paymentOrderId, businessDate]));
  return {
    requests: debits.map(({ id, amount }) => ({
      ...finalityHold(amount),
      ...({ key: holdKey(id), kind: "hold", mode: "record" } as const),
      effectiveOn: dayOf.get(id)!,
      metadata: { paymentOrderId: id },
    })),
    record: (posted) =>
      tx.finalityHold.createMany({
        data: debits.map(({ id, amount, isFirst }) => ({
          ...{ paymentOrderId: id, amount, holdTransactionId: posted.get(holdKey(id))! },
          heldOn: toDbDate(dayOf.get(id)!),
          availableOn: toDbDate(finalOn({ settledOn: dayOf.get(id)!, amount, isFirst })),
        })),
      }),
  };
}

/** What came back is held no longer: the mirror of its posting takes it off cash. Before that mirror, so that cash keeps its floor. */
export async function freeReturned(tx: Tx, returned: readonly Outcome[]): Promise<Booking> {
  if (returned.length === 0) return { requests: [] };
  const open = await tx.finalityHold.findMany({
    where: { paymentOrderId: { in: returned.map(({ paymentOrderId }) => paymentOrderId) }, endedOn: null },
  });
  const dayOf = new Map(returned.map(({ paymentOrderId, businessDate }) => [paymentOrderId, businessDate]));
  return ending(
    tx,
    open.map(({ paymentOrderId, holdTransactionId }) => ({
      ...{ paymentOrderId, holdTransactionId },
      on: dayOf.get(paymentOrderId)!,
    })),
  );
}

/** How many are freed in one transaction. */
const AT_ONCE = 500;

/** Money that is final by a day can be used. @returns how many holds ended */
export async function releaseFinalMoney({ businessDate: on }: { businessDate: IsoDate }): Promise<number> {
  const due = await db.finalityHold.findMany({
    where: { endedOn: null, availableOn: { lte: toDbDate(on) } },
    orderBy: { paymentOrderId: "asc" },
    select: { paymentOrderId: true },
  });
  for (const some of chunksOf(due, AT_ONCE))
    await inTransaction(async (tx) => {
      const ids = some.map(({ paymentOrderId }) => paymentOrderId);
      // Locked as whoever hears of a return locks them, so that each hold ends once.
      await tx.$queryRaw`SELECT count(*) FROM (SELECT FROM payment_orders WHERE id = ANY (${ids}::text[]) ORDER BY id FOR UPDATE) locked`;
      const open = await tx.finalityHold.findMany({ where: { paymentOrderId: { in: ids }, endedOn: null } });
      await book(tx, [
        ending(
          tx,
          open.map((hold) => ({ ...hold, on })),
        ),
      ]);
    });
  return due.length;
}

function ending(
  tx: Tx,
  holds: readonly { paymentOrderId: string; holdTransactionId: bigint; on: IsoDate }[],
): Booking {
  return {
    requests: holds.map(({ paymentOrderId, holdTransactionId, on }) =>
      released({
        key: `finality-end:${paymentOrderId}`,
        holdId: String(holdTransactionId),
        effectiveOn: on,
        metadata: { paymentOrderId },
      }),
    ),
    record: async () => {
      if (holds.length === 0) return;
      const rows = holds.map(({ paymentOrderId, on }) => ({ id: paymentOrderId, on_date: on }));
      await tx.$executeRaw`
        UPDATE finality_holds h SET ended_on = ended.on_date
          FROM ${sqlRows("ended", { id: "text", on_date: "date" }, rows)} WHERE h.payment_order_id = ended.id`;
    },
  };
}

/** From which day the money of an order can be used; null when it is not held, or no longer. */
export async function heldUntil(paymentOrderId: string): Promise<IsoDate | null> {
  const hold = await db.finalityHold.findFirst({ where: { paymentOrderId, endedOn: null } });
  return hold && fromDbDate(hold.availableOn);
}
