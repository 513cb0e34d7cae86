import type { IsoDate } from "@/lib/calendar/dates";
import { d, dollars, formatRate, toMoney } from "@/lib/money/money";

type RollDecision = { roll: { amount: string } } | { payout: string };

/**
 * Whether a matured investment continues in another one.
 *
 * @param matured     principal and interest owed, dollars
 * @param minimumRate fraction; null when any rate will do
 * @param option      what is offered for the same term today, null when nothing is
 * @returns the amount that is invested again; or why it is paid out instead, a sentence for the investor
 *
 * @example rollDecision({ matured: { principal: "10000.00", interest: "480.00" }, minimumRate: "0.045", option: at48Percent })
 *   // { roll: { amount: "10480.00" } }
 */
export function rollDecision({
  matured,
  minimumRate,
  option,
}: {
  matured: { principal: string; interest: string };
  minimumRate: string | null;
  option: { annualRate: string; minimum: string; maximum: string } | null;
}): RollDecision {
  if (!option) return { payout: "We no longer offer this term." };
  const { annualRate, minimum, maximum } = option;
  if (minimumRate !== null && d(annualRate).lessThan(d(minimumRate))) {
    const [offered, least] = [formatRate(annualRate), formatRate(minimumRate)];
    return { payout: `The rate on offer is ${offered}, below your minimum of ${least}.` };
  }
  const amount = d(matured.principal).plus(d(matured.interest));
  if (amount.lessThan(d(minimum)) || amount.greaterThan(d(maximum))) {
    return {
      payout: `${dollars(amount)} is outside the limits of the offer, ${dollars(minimum)} to ${dollars(maximum)}.`,
    };
  }
  return { roll: { amount: toMoney(amount) } };
}

/**
 * Whether the investor may still say what happens at maturity: until the day before.
 *
 * @param today the business date
 */
export function isInstructionOpen(
  { status, maturesOn }: { status: string; maturesOn: IsoDate | null },
  today: IsoDate,
): boolean {
  return status === "DEPOSITING" || (status === "ACTIVE" && maturesOn !== null && today < maturesOn);
}
