import { expect, test } from "vitest";
import { addDays, type IsoDate } from "@/lib/calendar/dates";
import { d, ZERO } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";
import { nextCollection, type AutopayFacts, type Debit } from "./autopay-plan";
import type { RowState } from "@/lib/lending/terms/loan-state";

const ACCOUNT = "acct_a";
const DUE = "2026-02-01";

/** Installment 1 of 466.67, due on February 1, and 2, due on March 1. */
function facts(on: IsoDate, debits: Debit[] = [], more: Partial<AutopayFacts> = {}): AutopayFacts {
  return {
    on,
    accountId: ACCOUNT,
    authorizedOn: "2026-01-01",
    rows: rows(on),
    debits,
    isBusy: false,
    ...more,
  };
}

function rows(on: IsoDate, unpaid = ["466.67", "466.67"]): RowState[] {
  return [DUE, "2026-03-01"].map((dueOn, at) => {
    const [payment, open] = [d("466.67"), d(unpaid[at]!)];
    const rest = { days: 31, balance: ZERO, interest: d("50.00"), principal: d("416.67") };
    const status = open.isZero() ? "paid" : dueOn < on ? "late" : dueOn === on ? "due" : "future";
    return {
      ...{ number: at + 1, dueOn, payment, ...rest, status, unpaid: open },
      unpaidParts: partsOf({ principal: open }),
    };
  });
}

let orders = 0;
function debit(change: Partial<Debit> = {}): Debit {
  const orderId = `po_${(orders += 1)}`;
  return {
    ...{ orderId, originalId: orderId, attempt: 1, installment: 1, amount: d("466.67"), accountId: ACCOUNT },
    ...{ submittedOn: DUE, endedOn: "2026-02-03", wasPresented: true, isRetryable: true },
    ...change,
  };
}

const summary = (found: ReturnType<typeof nextCollection>) =>
  found && [found.installment, found.amount.toFixed(2), found.retry?.attempt ?? 1];

test("an installment is collected on its due date, not before, and within ten days where a day was missed", () => {
  expect(nextCollection(facts("2026-01-31"))).toBeNull();
  expect(summary(nextCollection(facts(DUE)))).toEqual([1, "466.67", 1]);
  expect(summary(nextCollection(facts("2026-02-11")))).toEqual([1, "466.67", 1]);
  expect(nextCollection(facts("2026-02-12"))).toBeNull();
});

test("one debit collects one installment, however much is past due", () => {
  const on = "2026-03-01";
  expect(summary(nextCollection(facts(on, [debit({ isRetryable: false })])))).toEqual([2, "466.67", 1]);
});

test("what is paid in part is collected in part", () => {
  expect(summary(nextCollection(facts(DUE, [], { rows: rows(DUE, ["100.01", "466.67"]) })))).toEqual([
    1,
    "100.01",
    1,
  ]);
});

test("installments from before the authorization wait for the borrower", () => {
  expect(nextCollection(facts("2026-02-05", [], { authorizedOn: "2026-02-02" }))).toBeNull();
  expect(summary(nextCollection(facts(DUE, [], { authorizedOn: DUE })))).toEqual([1, "466.67", 1]);
});

test("a debit that came back is presented again on its day, with the same amount", () => {
  const back = debit();
  expect(nextCollection(facts("2026-02-05", [back]))).toBeNull();
  const found = nextCollection(facts("2026-02-06", [back]));
  expect(found).toEqual({ installment: 1, amount: back.amount, retry: { of: back.orderId, attempt: 2 } });
  const retry = debit({
    originalId: back.orderId,
    attempt: 2,
    submittedOn: "2026-02-06",
    endedOn: "2026-02-10",
  });
  expect(nextCollection(facts("2026-02-17", [back, retry]))).toBeNull();
  expect(nextCollection(facts("2026-02-18", [back, retry]))?.retry).toEqual({ of: back.orderId, attempt: 3 });
  const last = debit({
    originalId: back.orderId,
    attempt: 3,
    submittedOn: "2026-02-18",
    endedOn: "2026-02-20",
  });
  for (let on = "2026-02-20"; on < "2026-03-01"; on = addDays(on, 1))
    expect(nextCollection(facts(on, [back, retry, last]))).toBeNull();
});

test("a debit is presented again within 180 days of the first, and no later", () => {
  const back = debit();
  const at = (on: IsoDate) => nextCollection(facts(on, [back], { rows: rows(on, ["466.67", "0.00"]) }));
  expect(at("2026-07-31")?.retry?.attempt).toBe(2); // the 180th day
  expect(at("2026-08-03")).toBeNull();
});

test.each<[string, Partial<Debit>, Partial<AutopayFacts>]>([
  ["on a day with another debit of the account", {}, { isBusy: true }],
  ["while it is on its way", { endedOn: null }, {}],
  ["after a code that does not allow it", { isRetryable: false }, {}],
  ["when it never reached the account's bank", { wasPresented: false }, {}],
  ["when autopay has another account now", { accountId: "acct_b" }, {}],
  ["under an authorization signed later", {}, { authorizedOn: "2026-02-04" }],
  ["when the installment was paid otherwise", {}, { rows: rows("2026-02-06", ["0.00", "466.67"]) }],
  ["when the installment was paid in part", {}, { rows: rows("2026-02-06", ["466.66", "466.67"]) }],
])("a debit is not presented again %s", (_, change, more) => {
  expect(nextCollection(facts("2026-02-06", [debit(change)], more))).toBeNull();
});

test("a debit is presented again on banking days only", () => {
  expect(nextCollection(facts("2026-02-07", [debit()]))).toBeNull(); // a Saturday
  expect(nextCollection(facts("2026-02-09", [debit()]))).not.toBeNull();
});

const byHand = (change: Partial<Debit> = {}) =>
  debit({ installment: null, submittedOn: "2026-01-30", ...change });

test("a payment by hand that came back counts as the first attempt for its part of the installment", () => {
  const back = byHand();
  expect(nextCollection(facts("2026-02-04", [back]))).toBeNull();
  expect(nextCollection(facts("2026-02-06", [back]))).toEqual({
    ...{ installment: 1, amount: back.amount },
    retry: { of: back.orderId, attempt: 2 },
  });
});

test("a returned manual part of an installment is presented again beside autopay's part", () => {
  const part = byHand({ amount: d("100.00") });
  const own = debit({ amount: d("366.67"), endedOn: null });
  const open = { rows: rows("2026-02-06", ["100.00", "466.67"]) };
  expect(nextCollection(facts("2026-02-06", [part, own], open))).toMatchObject({
    retry: { of: part.orderId, attempt: 2 },
  });
});

test("a returned manual payment of more, or from another account, is followed by a separate debit", () => {
  for (const back of [
    byHand({ amount: d("1000.00") }),
    byHand({ accountId: "acct_b", isRetryable: false }),
  ]) {
    expect(nextCollection(facts("2026-02-05", [back]))).toBeNull();
    expect(summary(nextCollection(facts("2026-02-06", [back])))).toEqual([1, "466.67", 1]);
    expect(nextCollection(facts("2026-02-06", [back], { isBusy: true }))).toBeNull();
  }
});

test("a payment by hand that came back for another reason than money is not repeated from the same account", () => {
  for (let on = "2026-02-03"; on < "2026-03-01"; on = addDays(on, 1))
    expect(nextCollection(facts(on, [byHand({ isRetryable: false })]))).toBeNull();
});

test("a manual payment that was canceled or failed leaves the installment to be debited", () => {
  const canceled = byHand({ endedOn: null });
  expect(summary(nextCollection(facts("2026-02-02", [canceled])))).toEqual([1, "466.67", 1]);
  const failed = byHand({ wasPresented: false, isRetryable: false });
  expect(summary(nextCollection(facts("2026-02-03", [failed])))).toEqual([1, "466.67", 1]);
});

test("an extra payment that came back before the due date is not part of the installment", () => {
  const extra = byHand({ submittedOn: "2026-01-15", endedOn: "2026-01-19", amount: d("100.00") });
  expect(summary(nextCollection(facts(DUE, [extra])))).toEqual([1, "466.67", 1]);
  const on = "2026-02-06";
  expect(
    nextCollection(facts(on, [extra, debit({ endedOn: null })], { rows: rows(on, ["0", "466.67"]) })),
  ).toBeNull();
});
