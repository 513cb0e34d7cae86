import { expect, test } from "vitest";
import { schedule } from "@/lib/amortization/schedule";
import { d, sum, toMoney } from "@/lib/money/money";
import { scheduleRequest, type LoanTerms } from "./loan-terms";
import { isSameSchedule } from "./remake-schedule";
import { interestEarned, interestPerDay, replay, type Payment } from "./replay";

const START = "2026-01-01";
const annuity: LoanTerms = {
  method: "EQUAL_INSTALLMENT",
  principal: d("5000"),
  annualRate: d("0.12"),
  termMonths: 12,
  dayCount: "30/360",
  rounding: "half-even",
};

function tell(payments: [string, string, Payment["kind"]?][], change: Partial<LoanTerms> = {}) {
  return replay({
    terms: { ...annuity, ...change },
    disbursedOn: START,
    payments: payments.map(([valueOn, amount, kind = "OTHER"], at) => ({
      id: String(at),
      amount: d(amount),
      ...{ valueOn, kind },
    })),
  });
}

const rowOf = ({ rows }: ReturnType<typeof tell>, number: number) => {
  const { payment, interest, principal, balance } = rows[number - 1]!;
  return [payment, interest, principal, balance].map(toMoney);
};
const splitOf = ({ splits }: ReturnType<typeof tell>, at: number) => {
  const { interest, principal } = splits.get(String(at))!.parts;
  return [interest, principal].map(toMoney);
};

test("without payments ahead the installments are the agreed ones, for every method and day count", () => {
  for (const method of ["EQUAL_INSTALLMENT", "EQUAL_PRINCIPAL", "INTEREST_ONLY"] as const)
    for (const dayCount of ["30/360", "actual/365"]) {
      const terms = { ...annuity, method, dayCount };
      expect(isSameSchedule(tell([], terms).rows, schedule(scheduleRequest(terms, START)).rows)).toBe(true);
    }
});

test("money above the amount due lowers principal on its day", () => {
  const told = tell([["2026-02-01", "1332.72"]]);
  expect(splitOf(told, 0)).toEqual(["50.00", "1282.72"]);
  expect(rowOf(told, 1)).toEqual(["444.24", "50.00", "394.24", "4605.76"]);
  expect(rowOf(told, 2)).toEqual(["444.24", "37.17", "407.07", "3310.21"]);
});

test("a further 30.00 on Feb 10 pays interest to that day, and March is charged on the lower balance", () => {
  const told = tell([
    ["2026-02-01", "1332.72"],
    ["2026-02-10", "30.00"],
  ]);
  expect(splitOf(told, 1)).toEqual(["11.95", "18.05"]);
  expect(rowOf(told, 2)).toEqual(["444.24", "25.10", "419.14", "3280.09"]);
  expect(toMoney(interestEarned(told, "2026-03-01", "half-even"))).toBe("87.05");
  expect(interestPerDay(told, "2026-02-10", "half-even").toFixed(4)).toBe("1.3211");
});

test("1,000.00 extra after three payments leaves 6 installments of 444.24 and one of 247.48", () => {
  const told = tell([
    ["2026-02-01", "444.24", "SCHEDULED"],
    ["2026-03-01", "444.24", "SCHEDULED"],
    ["2026-04-01", "444.24", "SCHEDULED"],
    ["2026-04-01", "1000.00"],
  ]);
  const left = told.rows.slice(3);
  expect(left.map(({ payment }) => toMoney(payment))).toEqual([...Array<string>(6).fill("444.24"), "247.48"]);
  expect(toMoney(sum(left.map(({ interest }) => interest)))).toBe("107.50");
});

test("an installment paid early counts as paid, and the rest of its interest moves to the next one", () => {
  const told = tell([["2026-01-27", "444.24", "SCHEDULED"]]);
  expect(splitOf(told, 0)).toEqual(["41.94", "402.30"]);
  expect(rowOf(told, 1)).toEqual(["444.24", "41.94", "402.30", "4597.70"]);
  expect(rowOf(told, 2)).toEqual(["444.24", "53.39", "390.85", "4206.85"]); // 7.41 + 45.98
});

test("an installment of zero is skipped: a scheduled payment counts for the next one", () => {
  const terms = {
    ...annuity,
    method: "INTEREST_ONLY" as const,
    principal: d("30.00"),
    annualRate: d("0.01"),
  };
  // By January 27 two cents are earned and paid; the rest of the month earns less than half a cent.
  const early: [string, string] = ["2026-01-27", "0.02"];
  expect(tell([early], terms).rows[0]).toMatchObject({ number: 2, dueOn: "2026-03-01", interest: d("0.02") });
  const told = tell([early, ["2026-01-27", "0.02", "SCHEDULED"]], terms);
  expect(splitOf(told, 1)).toEqual(["0.00", "0.02"]);
  expect(rowOf(told, 1)).toEqual(["0.02", "0.00", "0.02", "29.98"]);
  expect(toMoney(told.splits.get("1")!.extra.principal)).toBe("0.00");
});

test("a payoff pays the interest earned up to its day and closes the loan", () => {
  const told = tell([
    ["2026-02-01", "444.24", "SCHEDULED"],
    ["2026-02-15", "4628.79", "PAYOFF"],
  ]);
  expect(splitOf(told, 1)).toEqual(["23.03", "4605.76"]);
  expect(told.closedOn).toBe("2026-02-15");
  expect(told.rows).toHaveLength(2);
});
