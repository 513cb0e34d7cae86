// The late charge that a loan was signed with. Pure.
import { d, Decimal, type RoundingMode } from "@/lib/money/money";
import { lateFee } from "@/lib/lending/servicing/fees";
import { LATE_FEE_RULES, type LateFeePolicy } from "@/lib/lending/servicing/life-terms";

type Given = { toString(): string } | null;

/** The columns of a product and of a loan. */
export type LateFeeColumns = {
  lateFeeGraceDays: number | null;
  lateFeeFlat: Given;
  lateFeeRate: Given;
  lateFeeRule: string | null;
  lateFeeCap: Given;
  returnedFee: Given;
};

export type SignedFees = {
  /** Null: no late charge was signed, so none is ever assessed. */
  late: (LateFeePolicy & { cap: Decimal | null }) | null;
  /** Dollars for a payment that came back for lack of funds; null: none. */
  returned: Decimal | null;
};

/** @example signedFees(loanOfAnEarlierAgreement) // { late: null, returned: null } */
export function signedFees(columns: LateFeeColumns): SignedFees {
  const { lateFeeGraceDays: graceDays, lateFeeFlat, lateFeeRate, lateFeeRule, lateFeeCap } = columns;
  const rule = LATE_FEE_RULES.find((known) => known === lateFeeRule);
  const returned = columns.returnedFee ? d(columns.returnedFee) : null;
  if (graceDays === null || lateFeeFlat === null || lateFeeRate === null || !rule)
    return { late: null, returned };
  const late = { graceDays, flat: d(lateFeeFlat), rate: d(lateFeeRate), rule };
  return { late: { ...late, cap: lateFeeCap ? d(lateFeeCap) : null }, returned };
}

/**
 * The late fee on what is unpaid of an installment, at most the cap.
 *
 * @param unpaid dollars
 *
 * @example lateFeeOf({ ...greaterOf15And5Percent, cap: d("20") }, d("466.67"), "half-even") // 20.00
 */
export function lateFeeOf(
  policy: NonNullable<SignedFees["late"]>,
  unpaid: Decimal,
  rounding: RoundingMode,
): Decimal {
  const fee = lateFee(policy, unpaid, rounding);
  return policy.cap ? Decimal.min(fee, policy.cap) : fee;
}
