import fc from "fast-check";
import { expect, it } from "vitest";
import { planBatches } from "./plan-batches";

const SUBJECTS = ["a", "b", "c", "d"] as const;

it("acts on everything once, on each subject in order, and on no subject twice at a time", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...SUBJECTS), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (subjects, atOnce) => {
        const waiting = subjects.map((subject, id) => ({ subject, id }));
        const batches = planBatches(waiting, atOnce);
        const order = batches.flat();
        expect(order.map(({ id }) => id).sort((a, b) => a - b)).toEqual(waiting.map(({ id }) => id));
        for (const subject of SUBJECTS) {
          const of = (list: typeof order) => list.filter((each) => each.subject === subject);
          expect(of(order)).toEqual(of(waiting));
          for (const batch of batches) expect(of(batch).length).toBeLessThanOrEqual(1);
        }
        for (const { length } of batches) {
          expect(length).toBeGreaterThan(0);
          expect(length).toBeLessThanOrEqual(atOnce);
        }
      },
    ),
  );
});

it("keeps what concerns different subjects together although one of them comes twice", () => {
  const of = (subject: string) => ({ subject });
  const [a, back, c, b] = [of("a"), of("b"), of("c"), of("b")];
  expect(planBatches([a, back, c, b], 100)).toEqual([[a, back, c], [b]]);
  expect(planBatches([a, back, c, b], 2)).toEqual([
    [a, back],
    [c, b],
  ]);
});
