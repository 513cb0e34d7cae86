import { DomainError } from "@/lib/errors";
import { d, dollars } from "@/lib/money/money";

type Bounded = { amount: string; minimum: string; maximum: string };

/** The sentence for an amount outside the option's bounds, null for one inside. */
export function complaintAbout({ amount, minimum, maximum }: Bounded): string | null {
  if (d(amount).lessThan(d(minimum))) return `The minimum investment is ${dollars(minimum)}.`;
  if (d(amount).greaterThan(d(maximum))) return `The maximum investment is ${dollars(maximum)}.`;
  return null;
}

/** @throws DomainError with the sentence for the amount field when it is outside the option's bounds */
export function refuseAmount(bounded: Bounded): void {
  const complaint = complaintAbout(bounded);
  if (complaint !== null) throw new DomainError("invalid", complaint, "amount");
}
