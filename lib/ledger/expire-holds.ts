import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { post } from "./post";

const CHUNK = 500;

/**
 * Releases the holds whose time is up by the database's clock. Each under a separate key, so that a run that is
 * repeated, or two at a time, release once; and when a settle comes first, the release is refused and the settle is.
 *
 * @param effectiveOn the business date of the releases
 * @returns how many holds were released now
 */
export async function expireHolds({ effectiveOn }: { effectiveOn: IsoDate }): Promise<number> {
  let released = 0;
  for (;;) {
    const due = await db.$queryRaw<{ id: bigint }[]>`
      SELECT t.id FROM ledger.transactions t
      WHERE t.expires_at IS NOT NULL AND t.expires_at <= clock_timestamp()
        AND NOT EXISTS (SELECT 1 FROM ledger.transactions c WHERE c.parent_id = t.id AND c.kind IN (3, 4))
        AND NOT EXISTS (SELECT 1 FROM ledger.keys k WHERE k.idem_key = 'expire:' || t.id)
      ORDER BY t.expires_at LIMIT ${CHUNK}`;
    if (due.length === 0) return released;
    const results = await inTransaction((tx) =>
      post(
        tx,
        due.map(({ id }) => ({
          key: `expire:${id}`,
          kind: "release",
          mode: "record",
          eventType: "hold-expired",
          effectiveOn,
          parentId: String(id),
        })),
      ),
    );
    released += results.filter(({ status, replayed }) => status === "posted" && !replayed).length;
  }
}
