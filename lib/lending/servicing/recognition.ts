// What the books recognize of a contract: everything while a loan accrues, only cash once it does not. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, roundCents, sum, ZERO } from "@/lib/money/money";
import { totalOf } from "@/lib/money/parts";
import { CLAIM, type Books, type Movement } from "./books";
import { unpaidFee, unpaidFees, type Fee } from "./fees";
import type { Contract } from "./contract";
import { isPaidOnTime } from "./installment";
import type { Receipt } from "./pay";
import { project } from "./projection";

/** Consecutive installments paid on time after which a loan accrues again: bank practice. */
const PAYMENTS_TO_ACCRUE = 6;

export type Recognition = {
  books: Books;
  /** Since when interest is not recognized; null while the loan accrues. */
  nonAccrualSince: IsoDate | null;
  /** Claim that is recognized in parts with the installments after `since`. */
  returning: { since: IsoDate; total: Decimal; recognized: Decimal; installments: number } | null;
};

/**
 * The loan is paid out.
 *
 *     Dr principal · Cr cash · Cr revenue:fees the origination fee
 */
export function recordDisbursement({ books }: Recognition, { terms }: Contract): void {
  const { principal, originationFee, disbursedOn } = terms;
  books.post(disbursedOn, "borrower-disbursement", {
    principal,
    cash: originationFee.minus(principal),
    "revenue:fees": ZERO.minus(originationFee),
  });
}

/**
 * Interest is charged: Dr interest · Cr revenue:interest. Not recognized under non-accrual, where the claim alone grows.
 */
export function recordInterest({ books, nonAccrualSince }: Recognition, on: IsoDate, amount: Decimal): void {
  if (nonAccrualSince) return;
  books.post(on, "interest-calculation", { interest: amount, "revenue:interest": ZERO.minus(amount) });
}

/**
 * A payment, with the interest charged because of it.
 *
 *     Dr cash · Cr interest · Cr principal · Cr fees · Cr credit what the loan cannot take
 *     non-accrual: Dr cash · Cr principal, and Cr revenue:interest once all of it is recovered
 *
 * @example Dr cash 500.00 · Cr interest 50.00 · Cr principal 426.67 · Cr fees 23.33
 */
export function recordPayment(
  recognition: Recognition,
  contract: Contract,
  { on, amount, receipt }: { on: IsoDate; amount: Decimal; receipt: Receipt },
): void {
  const { books } = recognition;
  recordInterest(recognition, on, receipt.charged);
  const { parts, writtenOff, unearned, credit } = receipt;
  const paid = writtenOff
    ? {
        fees: parts.fees.plus(writtenOff.fees),
        interest: parts.interest.plus(writtenOff.interest),
        principal: parts.principal.plus(writtenOff.principal),
      }
    : parts;
  books.post(on, "borrower-repayment", {
    cash: amount,
    "expense:payoff-rounding": writtenOff ? totalOf(writtenOff) : ZERO,
    ...receivedParts(recognition, contract, paid),
    fees: ZERO.minus(paid.fees),
    credit: ZERO.minus(credit),
  });
  recordUnearned(recognition, on, unearned);
}

/** Interest that was paid before it was charged and will not run pays principal: Dr interest · Cr principal. */
export function recordUnearned({ books, nonAccrualSince }: Recognition, on: IsoDate, amount: Decimal): void {
  if (nonAccrualSince) return;
  books.post(on, "interest-calculation", { interest: amount, principal: ZERO.minus(amount) });
}

/** How interest and principal that were received are booked. */
function receivedParts(
  { books, nonAccrualSince, returning }: Recognition,
  contract: Contract,
  { interest, principal }: { interest: Decimal; principal: Decimal },
): Movement {
  if (!nonAccrualSince) {
    // Interest of the time when the loan did not accrue was never recognized, nor principal that cash had covered before.
    const claimed = Decimal.max(ZERO, contract.interest.plus(interest).minus(books.balance("interest")));
    const recognized = Decimal.min(interest, claimed);
    const toPrincipal = Decimal.min(principal, books.balance("principal"));
    const early = principal.minus(toPrincipal);
    if (returning) returning.recognized = returning.recognized.plus(early);
    return {
      interest: recognized.minus(interest),
      principal: ZERO.minus(toPrincipal),
      "revenue:interest": ZERO.minus(recognized.plus(early)),
    };
  }
  const received = interest.plus(principal);
  const toPrincipal = Decimal.min(received, books.balance("principal"));
  return { principal: ZERO.minus(toPrincipal), "revenue:interest": toPrincipal.minus(received) };
}

/** Dr fees · Cr revenue:late-fees */
export function recordFee({ books }: Recognition, { assessedOn, amount }: Fee): void {
  books.post(assessedOn, "fee-assessment", { fees: amount, "revenue:late-fees": ZERO.minus(amount) });
}

/** Dr revenue:late-fees · Cr fees what is unpaid of it · Cr credit what was paid */
export function recordWaiver({ books }: Recognition, on: IsoDate, fee: Fee): void {
  books.post(on, "fee-waiver", {
    "revenue:late-fees": fee.amount,
    fees: ZERO.minus(unpaidFee(fee)),
    credit: ZERO.minus(fee.paid),
  });
}

/**
 * Interest is no longer recognized: what was charged and not paid is taken back.
 *
 *     Dr revenue:interest · Cr interest
 *
 * @example Art on 2026-05-30: Dr revenue:interest 150.00 · Cr interest 150.00
 */
export function stopAccrual(recognition: Recognition, on: IsoDate): void {
  const { books } = recognition;
  recognition.nonAccrualSince = on;
  recognition.returning = null;
  const unpaid = Decimal.max(ZERO, books.balance("interest"));
  books.post(on, "non-accrual", { "revenue:interest": unpaid, interest: ZERO.minus(unpaid) });
}

/** Whether the last six installments since the loan stopped accruing were paid on time. The caller knows that nothing is past due. */
export function mayAccrueAgain({ nonAccrualSince }: Recognition, { installments }: Contract): boolean {
  const since = installments.filter(({ dueOn }) => nonAccrualSince !== null && dueOn > nonAccrualSince);
  const last = since.slice(-PAYMENTS_TO_ACCRUE);
  return last.length === PAYMENTS_TO_ACCRUE && last.every(isPaidOnTime);
}

/** Interest is recognized again, and the principal claim in equal parts with the installments that are left. */
export function resumeAccrual(recognition: Recognition, contract: Contract, on: IsoDate): void {
  const left = project(contract, on).filter(({ paidOn }) => paidOn === null || paidOn > on).length;
  recognition.nonAccrualSince = null;
  const total = contract.principal.minus(recognition.books.balance("principal"));
  recognition.returning = { since: on, total, recognized: ZERO, installments: Math.max(1, left) };
}

/**
 * Recognizes the part of the claim that the installments paid since allow, all of it when the loan is closed.
 *
 *     Dr principal · Cr revenue:interest
 */
export function recognizeClaim({ books, returning }: Recognition, contract: Contract, on: IsoDate): void {
  if (!returning) return;
  const { since, total, installments } = returning;
  const paid = contract.installments.filter(({ paidOn }) => paidOn !== null && paidOn > since).length;
  const share = total.times(Math.min(paid, installments)).div(installments);
  const due = contract.closedOn ? total : roundCents(share, contract.terms.rounding);
  const target = Decimal.max(due, returning.recognized);
  const amount = target.minus(returning.recognized);
  returning.recognized = target;
  books.post(on, "claim-recognition", { principal: amount, "revenue:interest": ZERO.minus(amount) });
}

/**
 * The loan is charged off: the books expect nothing of it. Interest and fees that were income are taken back, principal is a
 * loss against the allowance.
 *
 *     Dr allowance · Dr revenue:interest · Dr revenue:late-fees · Cr principal · Cr interest · Cr fees
 *
 * @example Art on 2026-06-29: Dr allowance 4,583.33 · Cr principal 4,583.33
 */
export function recordChargeOff({ books }: Recognition, on: IsoDate): void {
  const [principal, interest, fees] = [
    books.balance("principal"),
    books.balance("interest"),
    books.balance("fees"),
  ];
  const paidAhead = Decimal.min(ZERO, interest);
  books.post(on, "charge-off", {
    allowance: principal.plus(paidAhead),
    "revenue:interest": interest.minus(paidAhead),
    "revenue:late-fees": fees,
    ...{ principal: ZERO.minus(principal), interest: ZERO.minus(interest), fees: ZERO.minus(fees) },
  });
}

/** Dr cash · Cr income:recoveries · Cr credit what exceeds the claim */
export function recordRecovery({ books }: Recognition, on: IsoDate, amount: Decimal, credit: Decimal): void {
  books.post(on, "recovery", {
    cash: amount,
    "income:recoveries": credit.minus(amount),
    credit: ZERO.minus(credit),
  });
}

/** Dr credit · Cr cash */
export function recordRefund({ books }: Recognition, on: IsoDate, amount: Decimal): void {
  books.post(on, "refund", { credit: amount, cash: ZERO.minus(amount) });
}

/**
 * The memo accounts hold what the contract claims beyond what the books recognize, outside of assets.
 *
 *     Dr memo:interest-claim · Dr memo:principal-claim · Dr memo:fees-claim · Cr memo:contra (each of either sign)
 *
 * @example 466.67 received under non-accrual: Dr memo:principal-claim 50.00 · Cr memo:interest-claim 50.00
 */
export function recordClaim({ books }: Recognition, contract: Contract, on: IsoDate): void {
  const { interest, principal, fees } = contract;
  const change = (claim: Decimal, part: "interest" | "principal" | "fees") =>
    claim.minus(books.balance(part)).minus(books.balance(CLAIM[part]));
  const changes = {
    [CLAIM.interest]: change(interest, "interest"),
    [CLAIM.principal]: change(principal, "principal"),
    [CLAIM.fees]: change(unpaidFees(fees), "fees"),
  };
  books.post(on, "claim", { ...changes, [CLAIM.contra]: ZERO.minus(sum(Object.values(changes))) });
}
