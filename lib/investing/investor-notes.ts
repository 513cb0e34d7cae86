import { changeInWords, type CoolOff } from "@/lib/accounts/cool-off";
import type { Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";
import { dollars } from "@/lib/money/money";

/** The page of an investment, as its owner sees it. */
export function investmentPath(investmentId: string): string {
  return `/investor/investments/${investmentId}`;
}

/** The logins behind investors, to notify them, as a function of the investor. */
export async function usersOf(tx: Tx, investorIds: string[]): Promise<(investorId: string) => string> {
  const investors = await tx.investor.findMany({
    where: { id: { in: investorIds } },
    select: { id: true, userId: true },
  });
  const users = new Map(investors.map(({ id, userId }) => [id, userId]));
  return (investorId) => {
    const userId = users.get(investorId);
    invariant(userId, `investor ${investorId} is somebody`);
    return userId;
  };
}

/** What an investor is shown while an administrator has frozen their account, or the pool's cash. */
export function onHoldWords(amount: string): string {
  return `Your payout of ${dollars(amount)} is on hold because an account that it is paid from is frozen. We will pay as soon as the account is active again. Contact us if you have questions.`;
}

/** What an investor is shown for a day after something about their account changed. */
export function coolingOffWords(amount: string, { until, reason }: CoolOff): string {
  const at = formatInstant(until);
  return `Your payout of ${dollars(amount)} waits until ${at}, because ${changeInWords(reason)} changed. We wait 24 hours after such a change, so that nobody else can take your money. Contact us if it was not you.`;
}

function formatInstant(instant: Date): string {
  return new Intl.DateTimeFormat("en-US", {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: env.BUSINESS_TIME_ZONE,
  }).format(instant);
}

/** What an investor is shown while the pool has too little cash. */
export function waitingWords(amount: string): string {
  return `Your payout of ${dollars(amount)} is delayed until the pool has enough cash. We try again every banking day and as money arrives.`;
}
