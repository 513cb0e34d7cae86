// What a rule is: a promise in one sentence, where it comes from, and what decides whether it holds on the live book.
import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";

/** One thing that breaks a rule: what it is, and why. */
export type Finding = { id: string; problem: string };
type Outcome = { checked: number; findings: Finding[] };

export type Rule = {
  id: string;
  promise: string;
  /** The law, the network rule or the document in which we promise it. */
  citation: string;
  /** What decides it: the SQL, or the file of the function. */
  decidedBy: string;
  check: (tx: Tx, on: IsoDate) => Promise<Outcome>;
};

type Described = Pick<Rule, "id" | "promise" | "citation">;

/**
 * A rule that SQL decides. The query names everything that the rule is about, with `id` and `problem`; what has no problem keeps the rule.
 * Business dates are text, so that the server's time zone cannot move them.
 */
export function sqlRule(described: Described, query: (on: IsoDate) => Prisma.Sql): Rule {
  return {
    ...described,
    decidedBy: query("2026-01-01").text.trim(),
    async check(tx, on) {
      const [count] = await tx.$queryRaw<{ checked: number }[]>`
        SELECT count(*)::int AS checked FROM (${query(on)}) AS everything`;
      const findings = await tx.$queryRaw<Finding[]>`
        SELECT id, problem FROM (${query(on)}) AS everything WHERE problem IS NOT NULL ORDER BY id`;
      return { checked: count?.checked ?? 0, findings };
    },
  };
}

/** A rule that a function decides; `decidedBy` is its file. */
export function functionRule(described: Described & { decidedBy: string }, check: Rule["check"]): Rule {
  return { ...described, check };
}
