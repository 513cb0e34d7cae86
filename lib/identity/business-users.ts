import type { Tx } from "@/lib/db";

/** Those of the users who borrow as a business. */
export async function businessUsersAmong(tx: Tx, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.borrower.findMany({
    where: { userId: { in: [...new Set(userIds)] }, kind: "BUSINESS" },
    select: { userId: true },
  });
  return new Set(rows.map(({ userId }) => userId));
}
