// The agreement of an offer: shown before signing and kept as signed, from the same figures.
import { loanAgreement } from "@/lib/documents/loan-agreement";
import type { IsoDate } from "@/lib/calendar/dates";
import type { Signer } from "@/lib/identity/signer";
import { d, toMoney } from "@/lib/money/money";
import type { LoanProduct, Offer } from "@/prisma/generated/client";
import type { Tx } from "@/lib/db";
import type { LateFeeColumns } from "@/lib/lending/terms/late-fee-policy";
import type { Row } from "@/lib/lending/terms/loan-state";
import type { Waterfall } from "@/lib/lending/terms/waterfall";
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

/** What is signed with the offer's figures: the charges of its product, and the order in which payments are counted. */
export type Charges = Pick<LoanProduct, keyof LateFeeColumns> & { waterfall: Waterfall };

/** A business pays fees first; a consumer pays them last, so that an unpaid fee makes no installment late. */
export async function chargesOf(tx: Tx, { productId, applicationId }: Offer): Promise<Charges> {
  const product = await tx.loanProduct.findUniqueOrThrow({ where: { id: productId } });
  const { borrower } = await tx.loanApplication.findUniqueOrThrow({
    where: { id: applicationId },
    select: { borrower: { select: { kind: true } } },
  });
  const { lateFeeGraceDays, lateFeeFlat, lateFeeRate, lateFeeRule, lateFeeCap, returnedFee } = product;
  return {
    ...{ lateFeeGraceDays, lateFeeFlat, lateFeeRate, lateFeeRule, lateFeeCap, returnedFee },
    waterfall: borrower.kind === "BUSINESS" ? "fees-first" : "consumer",
  };
}

export function agreementText(
  offer: Offer,
  {
    borrowerName,
    signer,
    on,
    charges,
  }: { borrowerName: string; signer: Signer; on: IsoDate; charges: Charges },
): string {
  return loanAgreement({
    borrowerName,
    lateCharge: lateChargeOf(charges),
    returnedFee: charges.returnedFee && toMoney(charges.returnedFee.toString()),
    feesFirst: charges.waterfall === "fees-first",
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

/** The late charge of the agreement; null when there is none. */
export function lateChargeOf({
  lateFeeGraceDays,
  lateFeeFlat,
  lateFeeRate,
  lateFeeRule,
  lateFeeCap,
}: Charges) {
  if (lateFeeGraceDays === null || !lateFeeFlat || !lateFeeRate || !lateFeeRule) return null;
  return {
    graceDays: lateFeeGraceDays,
    flat: toMoney(lateFeeFlat.toString()),
    rate: lateFeeRate.toString(),
    rule: lateFeeRule as "greater" | "lesser" | "flat" | "rate",
    cap: lateFeeCap && toMoney(lateFeeCap.toString()),
  };
}
