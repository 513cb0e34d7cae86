import type { Tx } from "@/lib/db";

/** What a person's investments need a bank account for, in words; empty when they do not. Their investments stay locked. */
export async function investmentUsesOf(
  tx: Tx,
  { userId, externalAccountId }: { userId: string; externalAccountId: string },
): Promise<string[]> {
  await tx.$queryRaw`
    SELECT count(*) FROM (
      SELECT FROM investments i JOIN investors v ON v.id = i.investor_id
       WHERE v.user_id = ${userId} ORDER BY i.id FOR UPDATE OF i) locked`;
  const investments = await tx.investment.findMany({
    where: {
      ...{ externalAccountId, investor: { userId } },
      OR: [
        { status: { in: ["DEPOSITING", "ACTIVE", "MATURED"] } },
        { status: "WITHDRAWN", problem: { not: null } }, // an early withdrawal could not be paid
      ],
    },
    orderBy: { number: "asc" },
    select: { number: true },
  });
  return investments.map(({ number }) => `the payout of investment ${number} goes to it`);
}
