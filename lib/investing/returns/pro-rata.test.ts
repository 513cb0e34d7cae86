import fc from "fast-check";
import { expect, it } from "vitest";
import { CENT, d, Decimal, fromCents, sum, toMoney } from "@/lib/money/money";
import { proRata } from "./pro-rata";

const amount = fc.bigInt(0n, 20_000_00n).map(fromCents);
const queues = fc.record({ budget: amount, requests: fc.array(amount, { maxLength: 30 }) });
const RUNS = { numRuns: 1000 };

it("pays 666.67 and 333.33 out of 1,000.00 to requests of 10,120.00 and 5,060.00", () => {
  const paid = proRata({ budget: d("1000"), requests: [d("10120"), d("5060")] });
  expect(paid.map(toMoney)).toEqual(["666.67", "333.33"]);
});

it("pays exactly the budget or all requests, and nobody above the request", () => {
  fc.assert(
    fc.property(queues, ({ budget, requests }) => {
      const paid = proRata({ budget, requests });
      expect(sum(paid).toFixed()).toBe(Decimal.min(budget, sum(requests)).toFixed());
      paid.forEach((part, index) => {
        expect(part.isNegative() || part.greaterThan(requests[index]!)).toBe(false);
      });
    }),
    RUNS,
  );
});

it("pays each amount the same in any order of the queue", () => {
  const shuffled = queues.chain((queue) =>
    fc.record({
      queue: fc.constant(queue),
      order: fc.shuffledSubarray(queue.requests, {
        minLength: queue.requests.length,
        maxLength: queue.requests.length,
      }),
    }),
  );
  const byRequest = (budget: Decimal, requests: Decimal[]) =>
    proRata({ budget, requests })
      .map((part, index) => `${toMoney(requests[index]!)}: ${toMoney(part)}`)
      .sort();
  fc.assert(
    fc.property(shuffled, ({ queue, order }) => {
      expect(byRequest(queue.budget, order)).toEqual(byRequest(queue.budget, queue.requests));
    }),
    RUNS,
  );
});

it("pays nobody a cent more for asking earlier, except the first of equal requests", () => {
  fc.assert(
    fc.property(queues, fc.nat(), fc.nat(), ({ budget, requests }, from, to) => {
      fc.pre(requests.length > 0);
      const mover = from % requests.length;
      const before = proRata({ budget, requests })[mover]!;
      const others = requests.toSpliced(mover, 1);
      const place = to % requests.length;
      const after = proRata({ budget, requests: others.toSpliced(place, 0, requests[mover]!) })[place]!;
      const hasTwin = others.some((other) => other.equals(requests[mover]!));
      expect(
        after
          .minus(before)
          .abs()
          .lessThanOrEqualTo(hasTwin ? CENT : 0),
      ).toBe(true);
    }),
    RUNS,
  );
});

it("pays no more than one cent per part for splitting a request", () => {
  const splits = fc.record({
    queue: queues,
    parts: fc.array(fc.bigInt(1n, 5_000_00n).map(fromCents), { minLength: 2, maxLength: 8 }),
  });
  fc.assert(
    fc.property(splits, ({ queue: { budget, requests }, parts }) => {
      const whole = proRata({ budget, requests: [...requests, sum(parts)] }).at(-1)!;
      const split = sum(proRata({ budget, requests: [...requests, ...parts] }).slice(requests.length));
      expect(split.minus(whole).lessThanOrEqualTo(CENT.times(parts.length))).toBe(true);
    }),
    RUNS,
  );
});
