import { expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { levelPayment } from "./level-payment";
import { remainingSchedule, schedule } from "./schedule";
import type { Schedule, ScheduleRequest } from "./schedule";
import { METHODS } from "./terms";

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
it("asks 466.67 eleven times and 466.63 for 5,000.00 at 12% flat over 12 months", () => {
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

it("counts whole months back from the first due date, and odd days by the month they begin in", () => {
  const odd = { ...ART, disbursedOn: "2027-01-15", firstDueOn: "2027-03-01" };
  // 5,000.00 × 1% × (1 + 17 / 31) = 77.42
  expect(splits(schedule({ ...odd, method: "interest-only" })).slice(0, 2)).toEqual([
    "1: 0.00 + 77.42",
    "2: 0.00 + 50.00",
  ]);
  expect(splits(schedule(odd)).slice(0, 2)).toEqual(["1: 416.67 + 77.42", "2: 416.67 + 50.00"]);
  // The level payment is solved on 1 17/31 months and eleven months: in exact rationals, 446.66.
  expect(payments(schedule({ ...odd, method: "equal-installment" }))[0]).toBe("446.66");
});

it("charges two months' interest when the first installment is due after two months", () => {
  const six = { ...ART, principal: d("6000"), disbursedOn: "2027-02-01" };
  const first = (method: ScheduleRequest["method"], firstDueOn = "2027-04-01") =>
    schedule({ ...six, method, firstDueOn }).rows[0]?.interest.toFixed(2);
  expect(METHODS.map((method) => first(method))).toEqual(Array<string>(4).fill("120.00"));
  const once = { ...six, installments: 1, firstDueOn: "2028-02-01" };
  expect(METHODS.map((method) => schedule({ ...once, method }).totals.interest.toFixed(2))).toEqual(
    Array<string>(4).fill("720.00"),
  );
});

// 5,000.00 at 12%: 50.00 a month and 50.00 × odd days / days of the month they begin in.
it.each([
  ["2027-01-31", "2027-02-28", "50.00"],
  ["2027-01-31", "2027-04-30", "150.00"],
  ["2027-01-30", "2027-03-31", "101.61"], // 1 of January's 31 days before two months from its end
  ["2027-02-27", "2027-03-31", "51.79"], // 1 of February's 28
  ["2027-02-15", "2027-03-01", "25.00"], // 14 of 28
  ["2027-02-15", "2027-04-10", "91.07"], // 23 of 28 and a month
  ["2027-01-31", "2027-02-27", "43.55"], // 27 of 31
  ["2027-04-10", "2027-05-09", "48.33"], // 29 of 30
  ["2028-02-29", "2029-02-28", "600.00"],
])("bears for a first period from %s to %s %s of interest", (disbursedOn, firstDueOn, interest) => {
  for (const dayCount of ["30/360", "30E/360", "30/360 US"] as const) {
    const { rows } = schedule({ ...ART, method: "interest-only", dayCount, disbursedOn, firstDueOn });
    expect(rows[0]?.interest.toFixed(2)).toBe(interest);
  }
});

it("keeps the requested day of the month, and refuses one that does not match the first due date", () => {
  const january = { ...ART, installments: 3, disbursedOn: "2027-01-31", firstDueOn: "2027-02-28" };
  const dates = (request: ScheduleRequest) => schedule(request).rows.map((row) => row.dueOn);
  expect(dates(january)).toEqual(["2027-02-28", "2027-03-31", "2027-04-30"]);
  expect(dates({ ...january, dueDay: 28 })).toEqual(["2027-02-28", "2027-03-28", "2027-04-28"]);
  expect(() => schedule({ ...january, dueDay: 27 })).toThrow(expect.objectContaining({ path: "dueDay" }));
  expect(dates({ ...january, frequency: "biweekly" })).toEqual(["2027-02-28", "2027-03-14", "2027-03-28"]);
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
  const cent = { ...ART, method: "equal-installment" as const, principal: d("0.01") };
  expect(payments(schedule({ ...cent, installments: 1 }))).toEqual(["0.01"]);
  expect(payments(schedule({ ...cent, principal: d("0.10") }))).toEqual(Array<string>(10).fill("0.01"));
  expect(payments(schedule({ ...ART, method: "equal-installment", annualRate: d("0") })).at(-1)).toBe(
    "416.63",
  );
  expect(payments(schedule({ ...ART, installments: 1 }))).toEqual(["5050.00"]);
});

it("ends with the row that pays the last cent: 200.00 over 360 months takes 358 of 0.56", () => {
  const { rows } = schedule({ ...ART, principal: d("200"), installments: 360 });
  expect(rows).toHaveLength(358);
  expect(rows.map((row) => row.balance.toFixed(2)).slice(-2)).toEqual(["0.08", "0.00"]);
});

it.each([
  // 14.35 rounds to 10.00, which is the first interest; 15.00 repays.
  [
    { principal: "1000", installments: 120, installmentMultiple: "10" },
    "negative-amortization",
    "installmentMultiple",
  ],
  // 10.0005 rounds to 10.00: over so many months nothing is repaid to the cent.
  [{ principal: "1000", installments: 1000 }, "negative-amortization", "installments"],
  // The installment of 849.43 covers February's interest and not that of a first period of ten months.
  [{ principal: "10000", firstDueOn: "2027-11-01" }, "negative-amortization", "installments"],
  [
    { principal: "1000", method: "flat", installments: 250, installmentMultiple: "10" },
    "negative-amortization",
    "installmentMultiple",
  ],
  [{ principal: "0.05" }, "invalid-request", "installments"],
  [{ principal: "400", installmentMultiple: "100" }, "invalid-request", "installmentMultiple"],
  [{ principal: "0.05", method: "flat" }, "invalid-request", "installments"],
  [
    { principal: "400", method: "flat", installmentMultiple: "100" },
    "invalid-request",
    "installmentMultiple",
  ],
  [{ principal: "0.05", method: "equal-principal" }, "invalid-request", "installments"],
  [
    { principal: "500", method: "equal-principal", installmentMultiple: "100" },
    "invalid-request",
    "installmentMultiple",
  ],
  [{ principal: "0.40", method: "interest-only" }, "invalid-request", "annualRate"],
  [{ annualRate: "0", method: "interest-only" }, "invalid-request", "annualRate"],
] as const)("refuses an installment that, rounded, repays nothing: %j", (change, code, path) => {
  const { principal, annualRate, installmentMultiple, ...terms } = {
    annualRate: "0.12",
    installmentMultiple: "0.01",
    principal: "5000",
    ...change,
  };
  const amounts = {
    principal: d(principal),
    annualRate: d(annualRate),
    installmentMultiple: d(installmentMultiple),
  };
  const request = { ...ART, method: "equal-installment" as const, ...terms, ...amounts };
  expect(() => schedule(request)).toThrow(expect.objectContaining({ code, path }));
});

it("checks the installment after rounding it up, too: 15.00 repays what 10.00 would not", () => {
  const terms = { ...ART, method: "equal-installment" as const, principal: d("1000"), installments: 120 };
  const { rows } = schedule({ ...terms, installmentMultiple: d("15") });
  expect(rows[0]?.payment.toFixed(2)).toBe("15.00");
  expect(rows.length).toBeLessThan(120);
  expect(rows.at(-1)?.balance.toFixed(2)).toBe("0.00");
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
