import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, type Tx } from "@/lib/db";
import { asLeg, asLink, type Leg, type TransactionLink } from "./transaction-views";
import type { Metadata, PostingMode } from "./posting-request";

/** A transaction as it is handed to others: everything that was written, with both layers. */
export type JournalTransaction = TransactionLink & {
  mode: PostingMode;
  key: string;
  parentId: string | null;
  /** The date of a closed month that it belongs to, when it was posted into the open one. */
  belongsOn: IsoDate | null;
  metadata: Metadata;
  entries: Leg[];
};

const PAGE = 500;
const TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Hands over every transaction in the order of business dates, within a date in the order of posting, a page at a time
 * and all of it from one snapshot.
 *
 * @param asOf only what took effect on or before this date
 * @param take called once per transaction
 */
export function readJournal(
  asOf: IsoDate | undefined,
  take: (transaction: JournalTransaction) => void,
): Promise<void> {
  return db.$transaction(
    async (tx) => {
      for (let last: JournalTransaction | undefined; ;) {
        const page = await readPage(tx, asOf, last);
        page.forEach(take);
        last = page.at(-1);
        if (page.length < PAGE) return;
      }
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}

async function readPage(
  tx: Tx,
  asOf: IsoDate | undefined,
  last: JournalTransaction | undefined,
): Promise<JournalTransaction[]> {
  const rows = await tx.ledgerTransaction.findMany({
    where: {
      AND: [
        asOf ? { effectiveOn: { lte: toDbDate(asOf) } } : {},
        last
          ? {
              OR: [
                { effectiveOn: { gt: toDbDate(last.effectiveOn) } },
                { effectiveOn: toDbDate(last.effectiveOn), id: { gt: BigInt(last.id) } },
              ],
            }
          : {},
      ],
    },
    include: {
      entries: {
        include: { account: true },
        orderBy: [{ side: "desc" }, { accountId: "asc" }, { accountVersion: "asc" }],
      },
    },
    orderBy: [{ effectiveOn: "asc" }, { id: "asc" }],
    take: PAGE,
  });
  return rows.map((row) => ({
    ...asLink(row),
    mode: row.mode === 1 ? "authorize" : "record",
    key: row.idempotencyKey,
    parentId: row.parentId === null ? null : String(row.parentId),
    belongsOn: row.belongsOn && fromDbDate(row.belongsOn),
    metadata: row.metadata && typeof row.metadata === "object" ? (row.metadata as Metadata) : {},
    entries: row.entries.map(asLeg),
  }));
}
