import type { Tx } from "@/lib/db";

/** The page of an investment, as its owner sees it. */
export function investmentPath(investmentId: string): string {
  return `/investor/investments/${investmentId}`;
}

/** The login behind an investor, to tell them something. */
export async function userOf(tx: Tx, investorId: string): Promise<string> {
  const investor = await tx.investor.findUniqueOrThrow({
    where: { id: investorId },
    select: { userId: true },
  });
  return investor.userId;
}
