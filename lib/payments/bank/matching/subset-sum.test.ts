import fc from "fast-check";
import { expect, it } from "vitest";
import { onlySubset, SearchBudget } from "./subset-sum";

const plenty = () => new SearchBudget(1e8);

it.each([
  ["the only choice", [500n, 300n, 150n], 650n, [0, 2]],
  ["everything", [5n, 3n], 8n, [0, 1]],
  ["nothing for two choices", [500n, 300n, 200n], 500n, null],
  ["nothing for equal amounts", [5n, 5n], 5n, null],
  ["nothing for a total that no choice has", [5n, 3n], 6n, null],
  ["nothing for more than all", [5n, 3n], 9n, null],
  ["nothing for zero", [5n, 3n], 0n, null],
])("finds %s", (_, amounts, total, expected) =>
  expect(onlySubset(amounts, total, plenty())).toEqual(expected),
);

it("finds what trying every choice finds", () => {
  const amount = fc.integer({ min: 1, max: 12 }).map(BigInt);
  fc.assert(
    fc.property(
      fc.array(amount, { minLength: 1, maxLength: 9 }),
      fc.integer({ min: 1, max: 40 }).map(BigInt),
      (amounts, total) => {
        const choices: number[][] = [];
        for (let bits = 1; bits < 1 << amounts.length; bits += 1) {
          const chosen = amounts.flatMap((_, index) => (bits & (1 << index) ? [index] : []));
          if (chosen.reduce((sum, index) => sum + amounts[index]!, 0n) === total) choices.push(chosen);
        }
        expect(onlySubset(amounts, total, plenty())).toEqual(choices.length === 1 ? choices[0] : null);
      },
    ),
    { numRuns: 2000 },
  );
});

it("stops when the search would cost too much", () => {
  expect(onlySubset([5n, 3n], 5n, new SearchBudget(3))).toBeNull();
  const budget = new SearchBudget(1000);
  expect(budget.spend(600)).toBe(true);
  expect(budget.spend(600)).toBe(false);
  expect(budget.spend(400)).toBe(true);
});
