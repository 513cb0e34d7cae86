import type { Tx } from "@/lib/db";

/** What a person's loans need a bank account for, in words; empty when they do not. Their loans stay locked. */
export async function loanUsesOf(
  tx: Tx,
  { userId, externalAccountId }: { userId: string; externalAccountId: string },
): Promise<string[]> {
  await tx.$queryRaw`
    SELECT count(*) FROM (
      SELECT FROM loans l JOIN borrowers b ON b.id = l.borrower_id
       WHERE b.user_id = ${userId} ORDER BY l.id FOR UPDATE OF l) locked`;
  const loans = await tx.loan.findMany({
    where: { externalAccountId, borrower: { userId } },
    orderBy: { number: "asc" },
    select: { number: true, status: true, isAutopay: true },
  });
  return loans.flatMap(({ number, status, isAutopay }) => {
    if (status === "ACTIVE" && isAutopay) return [`autopay for loan ${number} collects from it`];
    return status === "AWAITING_FUNDS" || status === "DISBURSING"
      ? [`loan ${number} will be paid out to it`]
      : [];
  });
}
