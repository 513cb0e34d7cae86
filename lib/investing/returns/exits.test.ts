import fc from "fast-check";
import { expect, test } from "vitest";
import { d, sum, type Decimal } from "@/lib/money/money";
import { afterwards, leave, leaveFor, paidOf, type Standing } from "./leave";
import { expectedDay, payableCash, serveQueue, type Waiting } from "./exit-queue";

const brittany = (credited: string, principal = "10000"): Standing => ({
  principal: d(principal),
  annualRate: d("0.048"),
  termMonths: 12,
  startedOn: "2026-01-01",
  credited: d(credited),
});
const inWords = ({ principal, running, penalty, interest }: NonNullable<ReturnType<typeof leaveFor>>) =>
  [principal, running, penalty, interest].map((amount) => amount.toFixed(2));

test.each([
  ["2026-03-01", "80.00", ["10000.00", "0.00", "80.00", "0.00"], "10000.00"],
  ["2026-07-01", "240.00", ["10000.00", "0.00", "120.00", "120.00"], "10120.00"],
  ["2026-07-16", "240.00", ["10000.00", "19.35", "120.00", "139.35"], "10139.35"],
  ["2026-01-10", "0.00", ["10000.00", "11.61", "0.00", "11.61"], "10011.61"], // the tenth day is free
])("12.4: leaving on %s", (on, credited, parts, paid) => {
  const left = leave(brittany(credited), { on, part: d("10000") });
  expect(inWords(left)).toEqual(parts);
  expect(paidOf(left).toFixed(2)).toBe(paid);
});

test("12.4: a part of 4,000.00 is paid 4,048.00 and leaves 144.00 of interest", () => {
  const left = leave(brittany("240"), { on: "2026-07-01", part: d("4000") });
  expect(paidOf(left).toFixed(2)).toBe("4048.00");
  const after = afterwards(brittany("240"), left);
  expect([after.principal.toFixed(2), after.credited.toFixed(2)]).toEqual(["6000.00", "144.00"]);
});

test("a day's share is principal and interest in the proportion of the whole", () => {
  const share = leaveFor(brittany("240"), { on: "2026-07-01", part: d("10000"), paid: d("666.67") });
  expect(inWords(share!)).toEqual(["658.76", "0.00", "7.91", "7.91"]);
  expect(paidOf(share!).toFixed(2)).toBe("666.67");
});

const money = (most: number) => fc.integer({ min: 1, max: most }).map((cents) => d(cents).div(100));

test("principal is never touched, and no share leaves an account below zero", () => {
  fc.assert(
    fc.property(
      fc.record({
        principal: money(5_000_000),
        paid: money(5_000_000),
        month: fc.integer({ min: 0, max: 11 }),
      }),
      ({ principal, paid, month }) => {
        const on = `2026-${String(month + 1).padStart(2, "0")}-20`;
        const credited = d(principal).times("0.004").times(month).toDecimalPlaces(2);
        const standing = { ...brittany("0"), principal, credited };
        const left = leaveFor(standing, { on, part: principal, paid });
        if (left === null) return;
        const after = afterwards(standing, left);
        expect(left.interest.isNegative() && !left.interest.isZero()).toBe(false);
        expect(after.credited.greaterThanOrEqualTo(0)).toBe(true);
        expect(after.principal.greaterThanOrEqualTo(0)).toBe(true);
        expect(paidOf(left).lessThanOrEqualTo(paid) || after.principal.isZero()).toBe(true);
      },
    ),
  );
});

const plenty = { soon: d(0), liabilities: d("1000000") };

test("12.5: a budget of 1,000.00 is shared 666.67 and 333.33", () => {
  const requests = [
    { requestedOn: "2026-07-01", amount: d("10120") },
    { requestedOn: "2026-07-02", amount: d("5060") },
  ];
  const served = serveQueue({ requests, cash: d("1000"), ...plenty });
  expect(served.mode).toBe("pro-rata");
  expect(served.paid.map((paid) => paid.toFixed(2))).toEqual(["666.67", "333.33"]);
});

test("while money for all comes in five banking days, an earlier day is paid before a later one", () => {
  const requests = [
    { requestedOn: "2026-07-02", amount: d("5060") },
    { requestedOn: "2026-07-01", amount: d("900") },
  ];
  const served = serveQueue({ requests, cash: d("1000"), soon: d("6000"), liabilities: d("100000") });
  expect(served.mode).toBe("in-order");
  expect(served.paid.map((paid) => paid.toFixed(2))).toEqual(["100.00", "900.00"]);
});

test("a day in pro-rata mode pays at most 2% of what investors are owed", () => {
  const requests = [{ requestedOn: "2026-07-01", amount: d("50000") }];
  const served = serveQueue({ requests, cash: d("30000"), soon: d(0), liabilities: d("100000") });
  expect(served.budget.toFixed(2)).toBe("2000.00");
});

const queue = fc.record({
  requests: fc.array(
    fc.record({
      requestedOn: fc.constantFrom("2026-07-01", "2026-07-02", "2026-07-03"),
      amount: money(2_000_000),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  cash: money(10_000_000),
  soon: fc.oneof(fc.constant(d(0)), money(10_000_000)),
});
const serve = (requests: readonly Waiting[], of: { cash: Decimal; soon: Decimal }) =>
  serveQueue({ requests, ...of, liabilities: d("400000") });

test("12.5: shares come to the budget, and nobody is paid above their request", () => {
  fc.assert(
    fc.property(queue, ({ requests, ...of }) => {
      const { paid, budget } = serve(requests, of);
      const all = sum(requests.map(({ amount }) => amount));
      expect(sum(paid).toFixed(2)).toBe((all.lessThan(budget) ? all : budget).toFixed(2));
      for (const [at, { amount }] of requests.entries())
        expect(paid[at]!.lessThanOrEqualTo(amount)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test("nobody gains by asking earlier on the same day", () => {
  fc.assert(
    fc.property(queue, fc.infiniteStream(fc.nat()), ({ requests, ...of }, random) => {
      const order = requests.map((_, at) => ({ at, key: random.next().value })).sort((a, b) => a.key - b.key);
      const { paid } = serve(requests, of);
      const shuffled = serve(
        order.map(({ at }) => requests[at]!),
        of,
      ).paid;
      // Of requests that are equal to the cent, the first may get the odd cent.
      for (const [n, { at }] of order.entries())
        expect(shuffled[n]!.minus(paid[at]!).abs().lessThanOrEqualTo("0.01")).toBe(true);
    }),
  );
});

test("nobody gains more than one cent per part by splitting a request", () => {
  fc.assert(
    fc.property(queue, fc.integer({ min: 2, max: 5 }), ({ requests, ...of }, parts) => {
      const [first, ...others] = requests;
      const piece = first!.amount.div(parts).toDecimalPlaces(2, 1);
      if (piece.isZero()) return;
      const pieces = Array.from({ length: parts }, (_, n) => ({
        requestedOn: first!.requestedOn,
        amount: n === 0 ? first!.amount.minus(piece.times(parts - 1)) : piece,
      }));
      const together = serve([...pieces, ...others], of).paid.slice(0, parts);
      const gain = sum(together).minus(serve(requests, of).paid[0]!);
      expect(gain.lessThanOrEqualTo(d("0.01").times(parts))).toBe(true);
    }),
  );
});

test("nobody gains more than one cent per part by leaving in several parts on one day", () => {
  fc.assert(
    fc.property(money(5_000_000), fc.integer({ min: 2, max: 5 }), (principal, parts) => {
      const piece = principal.div(parts).toDecimalPlaces(2, 1);
      if (piece.isZero()) return;
      const standing = { ...brittany("0"), principal, credited: principal.times("0.024").toDecimalPlaces(2) };
      let [now, paid] = [standing, d(0)];
      for (let n = 0; n < parts; n++) {
        const left = leave(now, { on: "2026-07-16", part: n === parts - 1 ? now.principal : piece });
        [now, paid] = [afterwards(now, left), paid.plus(paidOf(left))];
      }
      const whole = paidOf(leave(standing, { on: "2026-07-16", part: principal }));
      expect(paid.minus(whole).lessThanOrEqualTo(d("0.01").times(parts))).toBe(true);
      expect(now.credited.toFixed(2)).toBe("0.00");
    }),
  );
});

test("cash for early withdrawals is what is left after what is owed first and a buffer", () => {
  const cash = (available: string, dueIn30Days: string) =>
    payableCash({ available: d(available), owedFirst: d("1000"), dueIn30Days: d(dueIn30Days) }).toFixed(2);
  expect(cash("20000", "10480")).toBe("14000.00");
  expect(cash("200000", "400000")).toBe("179000.00");
  expect(cash("3000", "0")).toBe("0.00");
});

test("the day on which money is expected counts on all installments, or on fewer", () => {
  const flows = [
    { on: "2026-09-01", amount: d("8000") },
    { on: "2026-08-01", amount: d("8000") },
    { on: "2026-08-15", amount: d("-2000") },
  ];
  const day = (received: string, needed: string) =>
    expectedDay({ needed: d(needed), cash: d("5000"), flows, received: d(received), today: "2026-07-02" });
  expect(day("1", "12000")).toBe("2026-08-01");
  expect(day("0.8", "12000")).toBe("2026-09-01");
  expect(day("1", "5000")).toBe("2026-07-02");
  expect(day("1", "50000")).toBeNull();
});
