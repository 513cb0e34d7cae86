import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { notifyAdministrators } from "@/lib/notifications/notify";

/**
 * Notifies administrators that a bank account was already added by another person. Once: a repeated job finds its
 * note.
 */
export async function reportSharedAccount(externalAccountId: string): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM external_accounts WHERE id = ${externalAccountId} FOR UPDATE`;
    const account = await tx.externalAccount.findUniqueOrThrow({ where: { id: externalAccountId } });
    if (account.sharedAt === null || account.reviewedAt !== null) return;
    const href = `/admin/bank-accounts?account=${externalAccountId}`;
    if ((await tx.notification.count({ where: { kind: "shared-account", href } })) > 0) return;
    const blocked =
      account.status === "IN_REVIEW" ? "It cannot be used for payments until it is reviewed." : "";
    await notifyAdministrators(tx, {
      kind: "shared-account",
      title: `Two people added the same bank account (ending in ${account.accountNumberLast4})`,
      body: `${account.holderName} is named as the holder of an account that another person has also added. ${blocked}`.trim(),
      href,
      datedOn: await businessDate(tx),
    });
  });
}
