import type { Tx } from "@/lib/db";
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

/** What an investor is shown while the pool has too little cash. */
export function waitingWords(amount: string): string {
  return `Your payout of ${dollars(amount)} is delayed until the pool has enough cash. We try again every banking day and as money arrives.`;
}
