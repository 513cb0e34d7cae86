import fc from "fast-check";
import { expect, it } from "vitest";
import { planBatches } from "./plan-batches";

const change = fc.record({
  subject: fc.constantFrom("a", "b", "c", "d"),
  isCleared: fc.boolean(),
});

it("acts on everything once, on each subject in order, and on no subject twice at a time", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), (changes, atOnce) => {
      const waiting = changes.map((each, id) => ({ ...each, id }));
      const batches = planBatches(waiting, atOnce);
      const order = batches.flat();
      expect(order.map(({ id }) => id).sort((a, b) => a - b)).toEqual(waiting.map(({ id }) => id));
      for (const subject of ["a", "b", "c", "d"]) {
        const of = (list: typeof order) => list.filter((each) => each.subject === subject);
        expect(of(order)).toEqual(of(waiting));
        for (const batch of batches) expect(of(batch).length).toBeLessThanOrEqual(1);
      }
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(atOnce);
        if (batch.length > 1) expect(batch.every(({ isCleared }) => isCleared)).toBe(true);
      }
    }),
  );
});

it("keeps what cleared together although something between it came back", () => {
  const of = (subject: string, isCleared = true) => ({ subject, isCleared });
  const [a, back, c, b] = [of("a"), of("b", false), of("c"), of("b")];
  expect(planBatches([a, back, c, b], 200)).toEqual([[a, c], [back], [b]]);
});
