// A year of a loan on autopay, day by day, with a bank that returns every debit: over all return codes.
import { describe, expect, test } from "vitest";
import { addBankingDays, isBankingDay } from "@/lib/calendar/banking-days";
import { addDays, addMonths, daysBetween, type IsoDate } from "@/lib/calendar/dates";
import { d, type Decimal, ZERO } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";
import { describeReturn, RETURN_CODES } from "@/lib/payments/return-codes";
import { nextCollection, type Debit } from "./autopay-plan";
import type { RowState } from "@/lib/lending/terms/loan-state";

const START = "2026-01-01";
const PAYMENT = d("466.67");
const [OURS, OTHER] = ["acct_autopay", "acct_other"];

/** What the table says of a code: all that the year depends on. */
type Traits = { retryable: boolean; stopsAutopay: boolean; returnsMoney: boolean };
type Story = {
  traits: Traits;
  /** Days from a debit to its return, and whether the balance counted it as paid until then. */
  returnsAfter: number;
  /** A payment by hand on its way on the first due date. */
  byHand: { accountId: string; amount: Decimal } | null;
};

type Life = { debits: Debit[]; isOn: boolean };
const lives = new Map<string, Life>();

/** What was debited, in order, and whether autopay was still on at the end; codes with the same traits share a year. */
function live(code: string, rest: Omit<Story, "traits">): Life {
  const { retryable, stopsAutopay, returnsMoney } = describeReturn(code);
  const story = { traits: { retryable, stopsAutopay, returnsMoney }, ...rest };
  const key = JSON.stringify(story);
  const life = lives.get(key) ?? liveAYear(story);
  lives.set(key, life);
  return life;
}

function liveAYear({ traits: { retryable, stopsAutopay, returnsMoney }, returnsAfter, byHand }: Story): Life {
  const debits: Debit[] = [];
  let isOn = true;
  const make = (on: IsoDate, change: Partial<Debit>) => {
    const orderId = `po_${debits.length}`;
    debits.push({
      ...{ orderId, originalId: orderId, attempt: 1, installment: null, amount: PAYMENT, accountId: OURS },
      ...{ submittedOn: on, endedOn: null, wasPresented: false, isRetryable: false, ...change },
    });
  };
  for (let on = START; on < addMonths(START, 12); on = addDays(on, 1)) {
    for (const debit of debits) {
      if (!returnsMoney || debit.endedOn !== null || addDays(debit.submittedOn, returnsAfter) !== on)
        continue;
      Object.assign(debit, { endedOn: on, wasPresented: true, isRetryable: retryable });
      if (stopsAutopay && debit.accountId === OURS) isOn = false;
      if (debit.attempt === 3) isOn = false;
    }
    if (byHand && on === addDays(addMonths(START, 1), -1)) make(on, byHand);
    const isBusy = debits.some(({ submittedOn, accountId }) => submittedOn === on && accountId === OURS);
    const found = isOn
      ? nextCollection({ on, accountId: OURS, authorizedOn: START, rows: rowsOn(on, debits), debits, isBusy })
      : null;
    if (!found) continue;
    const { installment, amount, retry } = found;
    make(on, { installment, amount, ...(retry ? { originalId: retry.of, attempt: retry.attempt } : {}) });
  }
  return { debits, isOn };
}

/** Debits that have not come back fill the installments, the oldest first. */
function rowsOn(on: IsoDate, debits: Debit[]): RowState[] {
  let paid = debits
    .filter(({ endedOn }) => endedOn === null)
    .reduce((sum, { amount }) => sum.plus(amount), ZERO);
  return Array.from({ length: 11 }, (_, at) => {
    const dueOn = addMonths(START, at + 1);
    const part = paid.gt(PAYMENT) ? PAYMENT : paid;
    paid = paid.minus(part);
    const unpaid = PAYMENT.minus(part);
    const status = unpaid.isZero() ? "paid" : dueOn < on ? "late" : dueOn === on ? "due" : "future";
    const rest = { days: 30, balance: ZERO, interest: ZERO, principal: PAYMENT };
    return {
      number: at + 1,
      dueOn,
      payment: PAYMENT,
      ...rest,
      unpaidParts: partsOf({ principal: unpaid }),
      unpaid,
      status,
    };
  });
}

/** What holds for every debit that autopay makes, whatever the bank does. */
function check(debits: Debit[]) {
  for (const { installment, attempt, originalId, amount, accountId, submittedOn } of debits) {
    if (installment === null) continue;
    expect(amount.lte(PAYMENT), "never more than one installment").toBe(true);
    expect(accountId).toBe(OURS);
    const chain = debits.filter((other) => other.originalId === originalId);
    expect(chain.length, "three attempts at most").toBeLessThanOrEqual(3);
    expect(
      chain.every((other) => other.amount.eq(amount)),
      "the same amount",
    ).toBe(true);
    if (attempt === 1) continue;
    const [first, before] = [chain[0]!, chain[attempt - 2]!];
    expect(isBankingDay(submittedOn)).toBe(true);
    expect(daysBetween(first.submittedOn, submittedOn)).toBeLessThanOrEqual(180);
    const earliest =
      attempt === 2 ? addBankingDays(before.endedOn!, 3) : addBankingDays(before.submittedOn, 7);
    expect(submittedOn >= earliest, `${attempt} on ${submittedOn}`).toBe(true);
    const sameDay = debits.filter((other) => other.submittedOn === submittedOn && other.accountId === OURS);
    expect(sameDay, "alone on its day").toHaveLength(1);
  }
  for (const number of new Set(debits.flatMap(({ installment }) => installment ?? []))) {
    const firsts = debits.filter(({ installment, attempt }) => installment === number && attempt === 1);
    expect(firsts.length, "debited once").toBeLessThanOrEqual(1);
  }
}

describe.each([1, 2, 4])("returned after %i days", (returnsAfter) => {
  test.each([...Object.keys(RETURN_CODES), "R99"])("autopay when every debit comes back as %s", (code) => {
    const { debits, isOn } = live(code, { returnsAfter, byHand: null });
    const { retryable, stopsAutopay } = describeReturn(code);
    check(debits);
    if (retryable) {
      expect(debits.map(({ installment, attempt }) => [installment, attempt])).toEqual([
        [1, 1],
        [1, 2],
        [1, 3],
      ]);
      expect(isOn).toBe(false);
    } else if (stopsAutopay) {
      expect([debits.length, isOn]).toEqual([1, false]);
    } else {
      // Each installment once: what came back waits for the borrower, what did not is paid.
      expect(debits.map(({ installment }) => installment)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      expect(isOn).toBe(true);
    }
  });

  const WAYS: [string, { accountId: string; amount: Decimal }][] = [
    ["of the installment", { accountId: OURS, amount: PAYMENT }],
    ["of a part of it", { accountId: OURS, amount: d("100.00") }],
    ["of more than it", { accountId: OURS, amount: d("700.00") }],
    ["from another account", { accountId: OTHER, amount: PAYMENT }],
  ];
  test.each([...Object.keys(RETURN_CODES), "R99"])("a payment by hand that comes back as %s", (code) => {
    for (const [how, byHand] of WAYS) {
      const { debits } = live(code, { returnsAfter, byHand });
      const { retryable, stopsAutopay, returnsMoney } = describeReturn(code);
      check(debits);
      const auto = debits.filter(({ installment }) => installment !== null);
      const firstMonth = auto.filter(({ submittedOn }) => submittedOn < addMonths(START, 2));
      const isSame = byHand.accountId === OURS;
      const collectsAgain = returnsMoney && (!isSame || retryable);
      if (returnsAfter === 1) continue; // back before autopay looks: the installment is debited as always
      if (!returnsMoney)
        expect(
          debits.every(({ endedOn }) => endedOn === null),
          how,
        ).toBe(true);
      if (collectsAgain) expect(firstMonth.length, `${code} ${how}: within the month`).toBeGreaterThan(0);
      if (isSame && stopsAutopay && byHand.amount.gte(PAYMENT)) expect(auto, how).toEqual([]);
      if (isSame && retryable && byHand.amount.eq(PAYMENT))
        expect(
          auto.map(({ attempt }) => attempt),
          how,
        ).toEqual([2, 3]);
    }
  });
});
