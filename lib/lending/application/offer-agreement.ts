// The agreement of an offer: shown before signing and kept as signed, from the same figures.
import { loanAgreement } from "@/lib/documents/loan-agreement";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Signer } from "@/lib/identity/signer";
import { d, toMoney } from "@/lib/money/money";
import type { Offer } from "@/prisma/generated/client";
import type { Row } from "@/lib/lending/terms/loan-state";
import { priced } from "@/lib/lending/terms/loan-terms";

/** The schedule of an offer if the money leaves on `on`. */
export function offerRows(offer: Offer, on: IsoDate): Row[] {
  const { method, termMonths, dayCount, rounding } = offer;
  const terms = {
    method,
    termMonths,
    dayCount,
    rounding,
    principal: d(offer.amount),
    annualRate: d(offer.annualRate),
  };
  return priced(terms, d(offer.originationFee), on).rows;
}

export function agreementText(
  offer: Offer,
  { borrowerName, signer, on }: { borrowerName: string; signer: Signer; on: IsoDate },
): string {
  return loanAgreement({
    borrowerName,
    signer: signer.company && signer.title ? { name: signer.name, title: signer.title } : null,
    agreedOn: on,
    method: offer.method,
    termMonths: offer.termMonths,
    principal: offer.amount.toFixed(2),
    annualRate: offer.annualRate.toString(),
    apr: offer.apr.toFixed(2),
    originationFee: offer.originationFee.toFixed(2),
    amountFinanced: offer.amountFinanced.toFixed(2),
    financeCharge: offer.financeCharge.toFixed(2),
    totalOfPayments: offer.totalOfPayments.toFixed(2),
    assumedPaidOutOn: on,
    schedule: offerRows(offer, on).map(({ number, dueOn, payment, principal, interest, balance }) => ({
      number,
      dueOn,
      payment: toMoney(payment),
      principal: toMoney(principal),
      interest: toMoney(interest),
      balance: toMoney(balance),
    })),
  });
}
