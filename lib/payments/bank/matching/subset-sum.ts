// Which of some amounts make up a total, when only one choice does.

/** Steps that all searches of one run may take together; each is a byte, so this is well under a second. */
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

/**
 * The only subset of amounts with a given total.
 *
 * @param amounts minor units, all above zero
 * @param total   minor units, above zero
 * @param budget  shared by the searches of a run
 * @returns indexes of the amounts in the subset; null when there is none, more than one, or the search would cost too much
 *
 * Counts the subsets of each sum up to the total, no further than "more than one", and only then walks the one back. The
 * smaller of the total and its complement is searched.
 *
 * @example onlySubset([500n, 300n, 150n], 650n, new SearchBudget(1e6)) // [0, 2]
 * @example onlySubset([500n, 300n, 200n], 500n, new SearchBudget(1e6)) // null: 500 is also 300 + 200
 */
export function onlySubset(amounts: readonly bigint[], total: bigint, budget: SearchBudget): number[] | null {
  const sum = amounts.reduce((all, each) => all + each, 0n);
  if (total <= 0n || total > sum) return null;
  const searchesRest = sum - total < total;
  const wanted = searchesRest ? sum - total : total;
  if (wanted > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  const size = Number(wanted);
  const steps = (size + 1) * (amounts.length + 1);
  if (!budget.spend(Math.ceil(steps / BITS_PER_STEP)) || !hasOneChoice(amounts, wanted)) return null;
  if (!budget.spend(steps)) return null;
  const chosen = onlyChoice(amounts.map(Number), size);
  if (!searchesRest) return chosen;
  const left = new Set(chosen);
  return amounts.flatMap((_, index) => (left.has(index) ? [] : [index]));
}

const SEVERAL = 2;
const BITS_PER_STEP = 64;

/** Whether exactly one subset has the total. Bit n of a number is the sum n, so that one shift adds an amount to all. */
function hasOneChoice(amounts: readonly bigint[], wanted: bigint): boolean {
  const sums = (1n << (wanted + 1n)) - 1n;
  let reached = 1n;
  let severally = 0n;
  for (const amount of amounts) {
    if (amount > wanted) continue;
    const moved = (reached << amount) & sums;
    severally |= ((severally << amount) & sums) | (reached & moved);
    reached |= moved;
    if ((severally >> wanted) & 1n) return false;
  }
  return ((reached >> wanted) & 1n) === 1n;
}

/** The one subset that has the total, which exists. */

function onlyChoice(amounts: readonly number[], wanted: number): number[] {
  // How many subsets of all amounts have each sum: 0, 1 or several.
  const ways = new Uint8Array(wanted + 1);
  // Index of the amount that first reached each sum, plus one.
  const reachedBy = new Uint16Array(wanted + 1);
  ways[0] = 1;
  let reached = 0;
  for (const [index, amount] of amounts.entries()) {
    reached = Math.min(wanted, reached + amount);
    for (let sum = reached; sum >= amount; sum -= 1) {
      const before = ways[sum - amount]!;
      if (before === 0) continue;
      if (ways[sum] === 0) reachedBy[sum] = index + 1;
      ways[sum] = Math.min(SEVERAL, ways[sum]! + before);
    }
  }
  const chosen: number[] = [];
  // A sum on the only way to the total has one way itself, so its last amount is the one that reached it.
  for (let sum = wanted; sum > 0; sum -= amounts[reachedBy[sum]! - 1]!) chosen.push(reachedBy[sum]! - 1);
  return chosen.reverse();
}
