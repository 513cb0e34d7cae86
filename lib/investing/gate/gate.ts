// Whether the pool takes deposits, lets investors leave early and reinvests. Read by the verbs that ask, in their transaction.
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, type Decimal } from "@/lib/money/money";

export type Gate = {
  state: "OPEN" | "GATED";
  /** Whether the pool closes by itself when coverage falls below 100%. */
  isRuleOn: boolean;
  /** Of the night before the change, a fraction. */
  coverage: string | null;
};

const OPEN: Gate = { state: "OPEN", isRuleOn: false, coverage: null };

export async function readGate(tx: Tx): Promise<Gate> {
  const row = await tx.poolGate.findFirst({ orderBy: { n: "desc" } });
  if (!row) return OPEN;
  const state = row.state === "GATED" ? "GATED" : "OPEN";
  return { state, isRuleOn: row.isRuleOn, coverage: row.coverage?.toFixed(8) ?? null };
}

/**
 * Coverage as people read it, rounded down: what is below 100% never reads 100.00%.
 *
 * @example coverageText("0.99999") // "99.99%"
 */
export function coverageText(coverage: string | Decimal): string {
  return `${d(coverage).times(100).toDecimalPlaces(2, 1).toFixed(2)}%`;
}

/** Why something is stopped, for the person who asked for it; null while the pool is open. */
export function stopped({ state, coverage }: Gate, what: string): string | null {
  if (state === "OPEN") return null;
  const figure =
    coverage === null
      ? ""
      : ` The pool's assets were ${coverageText(coverage)} of what it owes to investors when it was closed.`;
  return `${what} at the moment.${figure} Payouts of matured investments go on.`;
}

/** @throws DomainError "wrong-state" while the pool is closed, with the figure */
export async function requireOpenGate(tx: Tx, what: string): Promise<void> {
  const refusal = stopped(await readGate(tx), what);
  if (refusal) throw new DomainError("wrong-state", refusal);
}
