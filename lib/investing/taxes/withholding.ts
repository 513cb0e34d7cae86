// Backup withholding: when it is due, and how much. Pure.
import { d, roundCents, ZERO, type Decimal } from "@/lib/money/money";

/** missing: no number; given: not certified; mismatch: the IRS reports that name and number do not match; certified. */
export type TinStatus = "missing" | "given" | "mismatch" | "certified";

export const TIN_STATUS_WORDS: Readonly<Record<TinStatus, string>> = {
  missing: "Missing",
  given: "Not certified",
  mismatch: "Does not match",
  certified: "Certified",
};

type Certification = { number: number; isCertified: boolean };
type Notice = { isSecond: boolean; afterNumber: number };

/**
 * What a payee's taxpayer identification number is worth.
 *
 * A first notice of the IRS is resolved by a new certification; a second one within three years only by the validation that the payee
 * gets from the Social Security Administration or the IRS, which staff record.
 *
 * @param latest  the latest that the payee gave; null: nothing
 * @param notices those that staff have not resolved; `afterNumber`: the certification that each is about
 *
 * Source: 26 CFR 31.3406(d)-5, notice of an incorrect TIN.
 *
 * @example tinStatus({ number: 7, isCertified: true }, [{ isSecond: false, afterNumber: 7 }]) // "mismatch"
 */
export function tinStatus(latest: Certification | null, notices: readonly Notice[]): TinStatus {
  if (!latest) return "missing";
  if (notices.some(({ isSecond, afterNumber }) => isSecond || afterNumber >= latest.number))
    return "mismatch";
  return latest.isCertified ? "certified" : "given";
}

const RATE = "0.24";

/**
 * Income tax that is kept back from a payment of interest.
 *
 * @param reportable dollars of the payment that the year's form reports, zero or more
 * @returns dollars to the cent, rounded half-even
 *
 * withheld = R(0.24 · reportable). Source: 26 USC 3406(a)(1), the fourth lowest rate of section 1(c), which is 24%.
 *
 * @example backupWithholding(d("480.00")).toFixed(2) // "115.20"
 */
export function backupWithholding(reportable: Decimal): Decimal {
  return reportable.lte(ZERO) ? ZERO : roundCents(reportable.times(d(RATE)));
}
