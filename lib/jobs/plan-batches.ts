// Which of the changes that wait are acted on together. Pure.

/** What it is about, a loan or an investment: what happened to it is acted on in the order in which it happened. */
export type Planned = { subject: string };

/**
 * Batches in which the changes are acted on one after the other, so that the books come to the same as one by one: of a
 * subject at most one in a batch, and none before an earlier one of its subject.
 *
 * @param waiting in the order in which it happened
 *
 * @example planBatches([cleared a, returned b, cleared c, cleared b], 100) // [[a, b, c], [b]]
 */
export function planBatches<T extends Planned>(waiting: readonly T[], atOnce: number): T[][] {
  const batches: T[][] = [];
  const next = new Map<string, number>(); // by subject: the first batch that its next change may be in
  let open = 0; // no batch before it has room
  for (const each of waiting) {
    let at = Math.max(open, next.get(each.subject) ?? 0);
    while ((batches[at]?.length ?? 0) >= atOnce) at += 1;
    for (let empty = batches.length; empty <= at; empty += 1) batches.push([]);
    batches[at]!.push(each);
    next.set(each.subject, at + 1);
    while ((batches[open]?.length ?? 0) >= atOnce) open += 1;
  }
  return batches;
}
