// Which of some amounts make up a total, when only one choice does.

/** Steps that all searches of one run may take together, in words of 64 bits, so that their time is bounded. */
export class SearchBudget {
  private left: number;

  constructor(steps: number) {
    this.left = steps;
  }

  /** Whether so many steps are left; they are then spent. */
  spend(steps: number): boolean {
    if (steps > this.left) return false;
    this.left -= steps;
    return true;
  }
}

const WORD_BITS = 64;
// 64 MiB of words: what one search may hold.
const MOST_WORDS = 8 * 1024 * 1024;

/**
 * The only subset of amounts with a given total.
 *
 * @param amounts minor units, all above zero
 * @param total   minor units, above zero
 * @param budget  shared by the searches of a run
 * @returns indexes of the amounts in the subset; null when there is none, more than one, or the search would cost too much
 *
 * Bit n of a number is the sum n, so that one shift adds an amount to every sum. One number has the sums that some subset
 * gives, a second those that several give. The smaller of the total and its complement is searched.
 *
 * @example onlySubset([500n, 300n, 150n], 650n, new SearchBudget(1e6)) // [0, 2]
 * @example onlySubset([500n, 300n, 200n], 500n, new SearchBudget(1e6)) // null: 500 is also 300 + 200
 */
export function onlySubset(amounts: readonly bigint[], total: bigint, budget: SearchBudget): number[] | null {
  const sum = amounts.reduce((all, each) => all + each, 0n);
  if (total <= 0n || total > sum) return null;
  const searchesRest = sum - total < total;
  const wanted = searchesRest ? sum - total : total;
  const words = (Number(wanted) / WORD_BITS + 1) * (amounts.length + 1);
  if (words > MOST_WORDS || !budget.spend(words)) return null;
  const chosen = onlyChoice(amounts, wanted);
  if (chosen === null || !searchesRest) return chosen;
  const left = new Set(chosen);
  return amounts.flatMap((_, index) => (left.has(index) ? [] : [index]));
}

function onlyChoice(amounts: readonly bigint[], wanted: bigint): number[] | null {
  const mask = (1n << (wanted + 1n)) - 1n;
  let reached = 1n;
  let severally = 0n;
  const before: bigint[] = [];
  for (const amount of amounts) {
    before.push(reached);
    if (amount > wanted) continue;
    const moved = (reached << amount) & mask;
    severally |= ((severally << amount) & mask) | (reached & moved);
    reached |= moved;
    if (hasBit(severally, wanted)) return null;
  }
  if (!hasBit(reached, wanted)) return null;
  // The total has one way, so an amount is in it exactly when the amounts before it do not reach what is left.
  const chosen: number[] = [];
  let left = wanted;
  for (let index = amounts.length - 1; left > 0n; index -= 1) {
    if (hasBit(before[index]!, left)) continue;
    chosen.push(index);
    left -= amounts[index]!;
  }
  return chosen.reverse();
}

function hasBit(bits: bigint, index: bigint): boolean {
  return BigInt.asUintN(1, bits >> index) === 1n;
}
