import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { answer, CALCULATION_NAMES } from "./calc-answers";

const ART = {
  method: "flat",
  principal: "5000.00",
  annualRate: "0.12",
  installments: 12,
  frequency: "monthly",
  disbursedOn: "2027-01-01",
  firstDueOn: "2027-02-01",
  dayCount: "30/360",
  rounding: "half-even",
  installmentMultiple: "0.01",
  originationFee: "150.00",
};

function calc(name: string, input: string) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/calc.ts", name],
    {
      input,
      encoding: "utf8",
    },
  );
  return { answers: JSON.parse(stdout) as unknown, stderr, status };
}

it("answers one request with one object, and many in their order with status 1 when one is invalid", () => {
  const one = calc("irr", '{"flows":["-100","110"]}');
  expect(one).toEqual({ answers: { rate: "0.100000000" }, stderr: "", status: 0 });
  const many = calc(
    "days",
    JSON.stringify([
      { from: "2027-01-31", to: "2027-02-28", convention: "30/360" },
      { from: "2027-02-30", to: "2027-02-28", convention: "30/360" },
      { from: "2027-01-01", to: "2027-02-01", convention: "actual/365" },
    ]),
  );
  expect(many.status).toBe(1);
  expect(many.answers).toEqual([
    { days: 28, fraction: "0.07777777777777777778" },
    { error: expect.objectContaining({ code: "invalid-value", path: "from" }) },
    { days: 31, fraction: "0.08493150684931506849" },
  ]);
});

it("answers broken JSON and an unknown calculation with one error object", () => {
  for (const input of ["", "{", "nope"]) {
    const { answers, status } = calc("irr", input);
    expect(answers).toEqual({ error: expect.objectContaining({ code: "malformed-json", path: "" }) });
    expect(status).toBe(1);
  }
  expect(calc("guess", "{}").answers).toEqual({
    error: expect.objectContaining({ code: "unknown-command" }),
  });
});

it("writes a schedule with its totals and disclosure", () => {
  expect(answer("schedule", ART)).toMatchObject({
    rows: expect.arrayContaining([
      {
        number: 12,
        dueOn: "2028-01-01",
        days: 31,
        payment: "466.63",
        principal: "416.63",
        interest: "50.00",
        balance: "0.00",
      },
    ]),
    totals: { payments: "5600.00", principal: "5000.00", interest: "600.00" },
    disclosure: {
      amountFinanced: "4850.00",
      financeCharge: "750.00",
      totalOfPayments: "5600.00",
      apr: "27.42",
    },
  });
});

it("fills in monthly, 30/360, half-even, cents and no fee where a request is silent", () => {
  const { method, principal, annualRate, installments, disbursedOn, firstDueOn } = ART;
  const short = { method, principal, annualRate, installments, disbursedOn, firstDueOn };
  expect(answer("schedule", short)).toEqual(answer("schedule", { ...ART, originationFee: "0.00" }));
});

it("writes a loan's life", () => {
  const { method, principal, annualRate, disbursedOn, firstDueOn } = ART;
  const terms = { method, principal, annualRate, installments: 1, disbursedOn, firstDueOn };
  const events = [{ on: "2027-02-01", type: "payment", id: "p1", amount: "5000.00", kind: "SCHEDULED" }];
  const none = { principal: "0.00", interest: "0.00", fees: "0.00" };
  expect(answer("loan", { terms, events, asOf: "2027-02-03" })).toEqual({
    status: "late",
    balances: { principal: "50.00", interest: "0.00", fees: "0.00", credit: "0.00" },
    contractual: { ...none, principal: "50.00" },
    daysPastDue: 2,
    delinquentSince: "2027-02-01",
    bucket: "grace",
    pastDue: { ...none, principal: "50.00" },
    nextDue: null,
    payoff: { amount: "50.00", perDiem: "0.0000" },
    payments: [
      { id: "p1", fees: "0.00", interest: "50.00", principal: "4950.00", credit: "0.00", status: "posted" },
    ],
    fees: [],
    rows: [
      {
        ...{ number: 1, dueOn: "2027-02-01", days: 31, payment: "5050.00", principal: "5000.00" },
        ...{ interest: "50.00", parked: "0.00", balance: "0.00", paid: "5000.00" },
      },
    ],
    journal: [
      {
        ...{ on: "2027-01-01", eventType: "borrower-disbursement" },
        lines: [
          { account: "principal", side: "debit", amount: "5000.00" },
          { account: "cash", side: "credit", amount: "5000.00" },
        ],
      },
      {
        ...{ on: "2027-02-01", eventType: "interest-calculation" },
        lines: [
          { account: "interest", side: "debit", amount: "50.00" },
          { account: "revenue:interest", side: "credit", amount: "50.00" },
        ],
      },
      {
        ...{ on: "2027-02-01", eventType: "borrower-repayment" },
        lines: [
          { account: "cash", side: "debit", amount: "5000.00" },
          { account: "interest", side: "credit", amount: "50.00" },
          { account: "principal", side: "credit", amount: "4950.00" },
        ],
      },
    ],
  });
});

it("writes an APR with two and five decimals", () => {
  const request = {
    unitPeriodsPerYear: "12",
    advances: [{ amount: "6000", unitPeriods: 0, fraction: "0" }],
    payments: [{ amount: "200", count: 36, unitPeriods: 1, fraction: "19/30" }],
  };
  expect(answer("apr", request)).toMatchObject({
    apr: "11.82",
    exact: expect.stringMatching(/^11\.8\d{4}$/),
  });
  const single = { ...request, unitPeriodsPerYear: "73/51", payments: [{ amount: "6480", unitPeriods: 1 }] };
  expect(answer("apr", single)).toEqual({ apr: "11.45", exact: "11.45098" });
});

it("dates a schedule by the disbursement's day, in short months too", () => {
  const monthEnd = { ...ART, disbursedOn: "2025-01-31", firstDueOn: "2025-02-28", originationFee: "0.00" };
  const written = answer("schedule", monthEnd) as { rows: { dueOn: string }[] };
  const dates = written.rows.map(({ dueOn }) => dueOn);
  expect(dates.slice(0, 4)).toEqual(["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]);
  expect(dates.at(-1)).toBe("2026-01-31");
  expect(written).toMatchObject({ disclosure: { apr: "21.46" } });
  const request = { first: "2025-02-28", frequency: "monthly", count: 12, disbursedOn: "2025-01-31" };
  expect(answer("due-dates", request)).toEqual({ dates });
  expect(answer("due-dates", { ...request, disbursedOn: "2025-02-28" })).toMatchObject({
    error: { code: "invalid-value", path: "first" },
  });
});

it("writes due dates and yearly rates", () => {
  expect(answer("due-dates", { first: "2027-01-31", frequency: "monthly", count: 3 })).toEqual({
    dates: ["2027-01-31", "2027-02-28", "2027-03-31"],
  });
  const flows = [
    { on: "2027-01-01", amount: "-100" },
    { on: "2028-01-01", amount: "110" },
  ];
  expect(answer("xirr", { flows })).toEqual({ rate: "0.100000000" });
});

it.each([
  [{ principal: 5000 }, "invalid-value", "principal"],
  [{ principal: "5,000.00" }, "invalid-value", "principal"],
  [{ principal: "-5" }, "invalid-value", "principal"],
  [{ principal: "1e9" }, "invalid-value", "principal"],
  [{ principal: undefined }, "missing-field", "principal"],
  [{ annualRate: "12%" }, "invalid-value", "annualRate"],
  [{ installments: "12" }, "invalid-value", "installments"],
  [{ installments: 1e9 }, "invalid-value", "installments"],
  [{ frequency: "yearly" }, "invalid-value", "frequency"],
  [{ frequency: { everyDays: 0 } }, "invalid-value", "frequency.everyDays"],
  [{ firstDueOn: "2026-12-31" }, "invalid-request", "firstDueOn"],
  [{ dayCount: "31/360" }, "invalid-value", "dayCount"],
  [{ originationFee: "5000.00" }, "invalid-request", "originationFee"],
  [{ payment: "50.00" }, "negative-amortization", "payment"],
  [{ color: "red" }, "unknown-field", "color"],
])("refuses a schedule with %j", (change, code, path) => {
  expect(answer("schedule", { ...ART, ...change })).toEqual({
    error: { code, path, message: expect.stringMatching(/\.$/) },
  });
});

it("names the place inside a list", () => {
  const flows = [
    { on: "2027-01-01", amount: "-100" },
    { on: "2027-13-01", amount: "110" },
  ];
  expect(answer("xirr", { flows })).toEqual({ error: expect.objectContaining({ path: "flows.1.on" }) });
});

it("never throws, whatever it is asked", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CALCULATION_NAMES), fc.jsonValue(), (name, request) => {
      expect(answer(name, request)).toHaveProperty("error");
    }),
  );
  const disturbed = fc.record({ field: fc.constantFrom(...Object.keys(ART)), value: fc.jsonValue() });
  fc.assert(
    fc.property(disturbed, ({ field, value }) => {
      const result = answer("schedule", { ...ART, [field]: value });
      expect("error" in result ? result.error : result).toBeTypeOf("object");
      expect(JSON.stringify(result)).not.toContain("internal-error");
    }),
  );
});
