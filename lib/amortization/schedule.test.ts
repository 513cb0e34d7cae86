import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { levelPayment } from "./level-payment";
import { remainingSchedule, schedule } from "./schedule";
import type { Schedule, ScheduleRequest } from "./schedule";

const ART: ScheduleRequest = {
  method: "flat",
  principal: d("5000"),
  annualRate: d("0.12"),
  installments: 12,
  disbursedOn: "2027-01-01",
  firstDueOn: "2027-02-01",
};
const payments = ({ rows }: Schedule) => rows.map((row) => row.payment.toFixed(2));
const splits = ({ rows }: Schedule) =>
  rows.map((row) => `${row.number}: ${row.principal.toFixed(2)} + ${row.interest.toFixed(2)}`);

// The worked example of the design and the figures of the project's lending notes.
it("asks 466.67 eleven times and 466.63 for 5,000.00 at 12 % flat over 12 months", () => {
  const art = schedule(ART);
  expect(payments(art)).toEqual([...Array<string>(11).fill("466.67"), "466.63"]);
  expect(splits(art)[0]).toBe("1: 416.67 + 50.00");
  expect(splits(art)[11]).toBe("12: 416.63 + 50.00");
  expect(art.rows.map((row) => row.balance.toFixed(2)).slice(0, 2)).toEqual(["4583.33", "4166.66"]);
  expect(art.totals.payments.toFixed(2)).toBe("5600.00");
});

it("asks 444.24 and at last 444.29 for the same loan in equal installments", () => {
  const annuity = schedule({ ...ART, method: "equal-installment" });
  expect(payments(annuity)).toEqual([...Array<string>(11).fill("444.24"), "444.29"]);
  expect(splits(annuity).slice(0, 2)).toEqual(["1: 394.24 + 50.00", "2: 398.18 + 46.06"]);
  expect(annuity.totals.interest.toFixed(2)).toBe("330.93");
});

it("asks 466.67 falling to 420.80 with equal principal, and interest alone until the end", () => {
  const falling = schedule({ ...ART, method: "equal-principal" });
  expect([...payments(falling).slice(0, 2), payments(falling).at(-1)]).toEqual([
    "466.67",
    "462.50",
    "420.80",
  ]);
  expect(falling.totals.interest.toFixed(2)).toBe("325.00");
  const interestOnly = schedule({ ...ART, method: "interest-only" });
  expect(payments(interestOnly)).toEqual([...Array<string>(11).fill("50.00"), "5050.00"]);
});

// numpy-financial: pmt(0.075/12, 12*15, 200000) = -1854.0247200054619; pmt(0.08/12, 60, 15000) = -304.145914.
it.each([
  ["200000", "0.075", 180, "1854.0247200054"],
  ["15000", "0.08", 60, "304.14591"],
])(
  "solves the level payment of %s at %s over %i months as numpy-financial does",
  (principal, rate, n, expected) => {
    const factors = Array.from({ length: n }, () => d(rate).div(12));
    const payment = levelPayment({ principal: d(principal), factors });
    expect(payment.toFixed(20).startsWith(expected)).toBe(true);
  },
);

it("takes an odd first month as actual days over the days of the month it begins in", () => {
  const odd = { ...ART, disbursedOn: "2027-01-15", firstDueOn: "2027-03-01" };
  // 5,000.00 × 1 % × 45 / 31 = 72.58
  expect(splits(schedule({ ...odd, method: "interest-only" })).slice(0, 2)).toEqual([
    "1: 0.00 + 72.58",
    "2: 0.00 + 50.00",
  ]);
  expect(splits(schedule(odd)).slice(0, 2)).toEqual(["1: 416.67 + 72.58", "2: 416.67 + 50.00"]);
  // The level payment is solved on 45/31 of a month and eleven months: by hand in exact rationals, 446.23.
  expect(payments(schedule({ ...odd, method: "equal-installment" }))[0]).toBe("446.23");
});

it("takes a month that ends at a shorter month's end as whole", () => {
  const ends = { ...ART, method: "interest-only" as const, installments: 2 };
  const shorter = schedule({ ...ends, disbursedOn: "2027-01-31", firstDueOn: "2027-02-28" });
  const longer = schedule({ ...ends, disbursedOn: "2027-02-28", firstDueOn: "2027-03-31" });
  expect([shorter, longer].map((each) => each.rows[0]?.interest.toFixed(2))).toEqual(["50.00", "50.00"]);
});

it.each([
  ["actual/365", "50.96 46.03"],
  ["actual/364", "51.10 46.15"],
  ["actual/360", "51.67 46.67"],
  ["actual/actual ISDA", "50.96 46.03"],
  ["unit-period", "50.00 50.00"],
  ["30E/360", "50.00 50.00"],
] as const)("lets January's and February's interest follow %s", (dayCount, interest) => {
  const { rows } = schedule({ ...ART, method: "interest-only", dayCount });
  expect(
    rows
      .slice(0, 2)
      .map((row) => row.interest.toFixed(2))
      .join(" "),
  ).toBe(interest);
});

it.each([
  ["weekly", "unit-period", "11.54"],
  ["biweekly", "unit-period", "23.08"],
  [{ everyDays: 15 }, "unit-period", "24.66"],
  ["weekly", "actual/365", "11.51"],
  [{ everyDays: 15 }, "30/360", "25.00"],
] as const)("bears interest every %j by %s", (frequency, dayCount, interest) => {
  const terms = { ...ART, method: "interest-only" as const, frequency, dayCount };
  expect(schedule({ ...terms, firstDueOn: "2027-01-16" }).rows[1]?.interest.toFixed(2)).toBe(interest);
});

it("rounds half a cent as the product says", () => {
  const terms = { ...ART, method: "interest-only" as const, principal: d("12.50"), installments: 1 };
  expect(schedule(terms).totals.interest.toFixed(2)).toBe("0.12");
  expect(schedule({ ...terms, rounding: "half-up" }).totals.interest.toFixed(2)).toBe("0.13");
});

it("rounds the installment to a multiple and leaves the rest to the last row", () => {
  const annuity = schedule({ ...ART, method: "equal-installment", installmentMultiple: d("5") });
  expect(payments(annuity).slice(0, 11)).toEqual(Array<string>(11).fill("445.00"));
  expect(payments(schedule({ ...ART, installmentMultiple: d("1") }))).toEqual([
    ...Array<string>(11).fill("467.00"),
    "463.00",
  ]);
});

it("ends sooner with a larger fixed payment, and refuses one that does not exceed the interest", () => {
  const sooner = schedule({ ...ART, method: "equal-installment", payment: d("1000") });
  expect(payments(sooner)).toEqual([...Array<string>(5).fill("1000.00"), "155.58"]);
  expect(schedule({ ...ART, payment: d("1050") }).rows).toHaveLength(5);
  for (const method of ["flat", "equal-installment"] as const) {
    expect(() => schedule({ ...ART, method, payment: d("50") })).toThrow(/never be repaid/);
  }
});

it("leaves a balloon when the fixed payment is too small for the term", () => {
  expect(payments(schedule({ ...ART, method: "equal-installment", payment: d("60") })).at(-1)).toBe(
    "4933.16",
  );
});

it("lends a cent, lends for nothing, and lends once", () => {
  const cent = schedule({ ...ART, method: "equal-installment", principal: d("0.01") });
  expect(payments(cent)).toEqual([...Array<string>(11).fill("0.00"), "0.01"]);
  expect(payments(schedule({ ...ART, method: "equal-installment", annualRate: d("0") })).at(-1)).toBe(
    "416.63",
  );
  expect(payments(schedule({ ...ART, installments: 1 }))).toEqual(["5050.00"]);
});

it("never repays more than is left: 200.00 over 360 months", () => {
  const { rows } = schedule({ ...ART, principal: d("200"), installments: 360 });
  expect(rows.at(-1)?.balance.toFixed(2)).toBe("0.00");
  expect(rows.every((row) => !row.balance.isNegative())).toBe(true);
});

it.each([
  [{ principal: d("0") }, "principal"],
  [{ principal: d("1.005") }, "principal"],
  [{ annualRate: d("-0.01") }, "annualRate"],
  [{ installments: 0 }, "installments"],
  [{ installments: 1.5 }, "installments"],
  [{ firstDueOn: "2027-01-01" }, "firstDueOn"],
  [{ disbursedOn: "2027-02-30" }, "disbursedOn"],
  [{ firstDueOn: "9999-06-01" }, "installments"],
  [{ frequency: { everyDays: 0 } }, "frequency.everyDays"],
  [{ method: "equal-principal" as const, payment: d("500") }, "payment"],
  [{ method: "equal-installment" as const, installments: 360, firstDueOn: "2028-02-01" }, "installments"],
])("refuses terms that make no sense: %j", (change, path) => {
  expect(() => schedule({ ...ART, ...change })).toThrow(
    expect.objectContaining({ name: "CalculationRefused", path }),
  );
});

it("shortens a flat loan after an early repayment, at the interest agreed for each period", () => {
  const left = remainingSchedule({ request: ART, outstandingPrincipal: d("2000"), fromNumber: 4 });
  expect(splits(left)).toEqual([
    ...[4, 5, 6, 7].map((number) => `${number}: 416.67 + 50.00`),
    "8: 333.32 + 50.00",
  ]);
  expect(left.rows[0]?.dueOn).toBe("2027-05-01");
});

it("keeps the installment of the other methods and shortens what can be shortened", () => {
  const left = (method: ScheduleRequest["method"]) =>
    splits(
      remainingSchedule({ request: { ...ART, method }, outstandingPrincipal: d("1000"), fromNumber: 10 }),
    );
  expect(left("equal-installment")).toEqual(["10: 434.24 + 10.00", "11: 438.58 + 5.66", "12: 127.18 + 1.27"]);
  expect(left("equal-principal")).toEqual(["10: 416.67 + 10.00", "11: 416.67 + 5.83", "12: 166.66 + 1.67"]);
  expect(left("interest-only")).toEqual(["10: 0.00 + 10.00", "11: 0.00 + 10.00", "12: 1000.00 + 10.00"]);
});

it("is the schedule itself when nothing was repaid early, and empty when all was", () => {
  for (const method of ["flat", "equal-installment", "equal-principal", "interest-only"] as const) {
    const request = { ...ART, method };
    const { rows } = schedule(request);
    const outstandingPrincipal = rows[4]?.balance ?? d("0");
    expect(splits(remainingSchedule({ request, outstandingPrincipal, fromNumber: 6 }))).toEqual(
      splits({ ...schedule(request), rows: rows.slice(5) }),
    );
    expect(remainingSchedule({ request, outstandingPrincipal: d("0"), fromNumber: 6 }).rows).toEqual([]);
  }
  expect(() => remainingSchedule({ request: ART, outstandingPrincipal: d("1"), fromNumber: 13 })).toThrow(
    RangeError,
  );
});

it("takes a first interest that ran partly on the larger balance", () => {
  const left = remainingSchedule({
    request: { ...ART, method: "equal-installment" },
    outstandingPrincipal: d("1000"),
    fromNumber: 10,
    firstInterest: d("12.34"),
  });
  expect(splits(left)[0]).toBe("10: 431.90 + 12.34");
});
