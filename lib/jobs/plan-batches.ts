// Which of the changes that wait are acted on together. Pure.
import { chunksOf } from "@/lib/chunks";

export type Planned = {
  /** What it is about, a loan or an investment: what happened to it is acted on in the order in which it happened. */
  subject: string;
  /** The money has cleared, which is decided for many at once. */
  isCleared: boolean;
};

/**
 * Batches in which the changes are acted on one after the other, so that the books come to the same as one by one: of a
 * subject at most one in a batch, and none before an earlier one of its subject. Money that cleared goes together, `atOnce` at
 * most; everything else alone.
 *
 * @param waiting in the order in which it happened
 *
 * @example planBatches([cleared a, returned b, cleared c, cleared b], 200) // [[a, c], [returned b], [cleared b]]
 */
export function planBatches<T extends Planned>(waiting: readonly T[], atOnce: number): T[][] {
  const batches: T[][] = [];
  for (const some of chunksOf(waiting, atOnce)) {
    const [together, alone]: [T[], T[]] = [[], []];
    const seen = new Set<string>();
    for (const each of some) {
      (each.isCleared && !seen.has(each.subject) ? together : alone).push(each);
      seen.add(each.subject);
    }
    if (together.length > 0) batches.push(together);
    batches.push(...alone.map((each) => [each]));
  }
  return batches;
}
