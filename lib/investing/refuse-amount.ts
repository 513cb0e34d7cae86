import { DomainError } from "@/lib/errors";
import { d, formatMoney } from "@/lib/money/money";

/** @throws DomainError with the sentence for the amount field when it is outside the option's bounds */
export function refuseAmount({
  amount,
  minimum,
  maximum,
}: {
  amount: string;
  minimum: string;
  maximum: string;
}): void {
  if (d(amount).lessThan(d(minimum))) {
    throw new DomainError("invalid", `The least you can invest is ${formatMoney(minimum)}.`, "amount");
  }
  if (d(amount).greaterThan(d(maximum))) {
    throw new DomainError("invalid", `The most you can invest at once is ${formatMoney(maximum)}.`, "amount");
  }
}
