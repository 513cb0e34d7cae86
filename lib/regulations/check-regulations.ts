import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, calendarBusinessDate, now } from "@/lib/clock";
import { allowLongStatements, db, inTransaction } from "@/lib/db";
import { log } from "@/lib/log";
import { notifyAdministrators } from "@/lib/notifications/notify";
import type { Finding, Rule } from "./rule";
import { RULES } from "./rules";

const TIMEOUT_MS = 10 * 60 * 1000;
/** Kept of each rule; more than that is one fault with many symptoms. */
const KEPT = 100;

export type RuleResult = Pick<Rule, "id" | "promise" | "citation" | "decidedBy"> & {
  checked: number;
  broken: number;
  /** At most a hundred. */
  findings: Finding[];
};
export type RegulationCheck = { n: string; businessDate: IsoDate; failed: number; results: RuleResult[] };

/**
 * Checks every rule on one snapshot of the live book, keeps what was found, and alerts the administrators of what the check before it did
 * not find.
 *
 * @param askedBy timetable, command, or the id of the user who asked
 * @returns null while the installation has no business date
 */
export async function checkRegulations({ askedBy }: { askedBy: string }): Promise<RegulationCheck | null> {
  if (calendarBusinessDate() === null && (await db.businessClock.count()) === 0) return null;
  const on = await businessDate();
  const startedAt = now();
  const results = await runRules(RULES, on);
  const broken = results.filter((result) => result.broken > 0);
  return inTransaction(async (tx) => {
    const before = await tx.regulationRun.findFirst({ orderBy: { n: "desc" } });
    const { n } = await tx.regulationRun.create({
      data: {
        ...{ askedBy, startedAt, finishedAt: now() },
        ...{ businessDate: toDbDate(on), failed: broken.length, results },
      },
    });
    const known = new Set(
      ((before?.results ?? []) as RuleResult[]).filter((each) => each.broken > 0).map(({ id }) => id),
    );
    const fresh = broken.filter(({ id }) => !known.has(id));
    if (fresh.length > 0) {
      log.error({ broken: fresh.map(({ id, findings }) => ({ id, findings })) }, "regulations are broken");
      await notifyAdministrators(tx, {
        kind: "regulation-broken",
        title: fresh.length === 1 ? "A regulation is broken" : `${fresh.length} regulations are broken`,
        body: `${fresh[0]!.promise} ${fresh[0]!.findings[0]?.problem ?? ""}`.trim(),
        href: `/admin/regulations?check=${n}`,
        datedOn: on,
      });
    }
    return { n: String(n), businessDate: on, failed: broken.length, results };
  });
}

/** Runs rules on one snapshot, so that what is being written in the same second cannot look like a breach. It only reads. */
export function runRules(rules: readonly Rule[], on: IsoDate): Promise<RuleResult[]> {
  return db.$transaction(
    async (tx) => {
      await allowLongStatements(tx);
      const results: RuleResult[] = [];
      for (const { id, promise, citation, decidedBy, check } of rules) {
        const { checked, findings } = await check(tx, on);
        results.push({
          ...{ id, promise, citation, decidedBy, checked },
          broken: findings.length,
          findings: findings.slice(0, KEPT),
        });
      }
      return results;
    },
    { isolationLevel: "RepeatableRead", timeout: TIMEOUT_MS },
  );
}
