import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { readGate, type Gate } from "./gate";

const PAGE = 50;

export type GateChange = Gate & { n: string; reason: string; by: string | null; on: IsoDate };

/** The gate now, and how it came to be so, newest first. */
export async function gateHistory(): Promise<{ gate: Gate; changes: GateChange[] }> {
  const rows = await db.poolGate.findMany({ orderBy: { n: "desc" }, take: PAGE });
  const users = await db.user.findMany({
    where: { id: { in: rows.flatMap(({ changedById }) => changedById ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(users.map(({ id, name }) => [id, name]));
  return {
    gate: await readGate(db),
    changes: rows.map((row) => ({
      ...{ n: row.n.toString(), state: row.state === "GATED" ? "GATED" : "OPEN", isRuleOn: row.isRuleOn },
      ...{ coverage: row.coverage?.toFixed(8) ?? null, reason: row.reason },
      by: row.changedById === null ? null : (nameOf.get(row.changedById) ?? null),
      on: fromDbDate(row.changedOn),
    })),
  };
}
