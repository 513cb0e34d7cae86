import { businessDate } from "@/lib/clock";
import { notify } from "@/lib/notifications/notify";
import { addExternalAccount, alreadyAdded, type ExternalAccountView } from "@/lib/payments/external-accounts";
import type { ExternalAccountInput } from "@/lib/payments/schemas";

/**
 * A person adds a bank account of theirs, and is notified: whoever has taken over an account begins with this.
 *
 * @throws DomainError "already-exists" when they have it already, and what addExternalAccount throws
 */
export async function addBankAccount(
  input: ExternalAccountInput & { userId: string },
): Promise<ExternalAccountView> {
  const added = await addExternalAccount(input, async (tx, { bankName, last4 }) => {
    await notify(tx, {
      ...{ userId: input.userId, kind: "bank-account-added", href: "/settings/security" },
      title: "A bank account was added",
      body: `An account at ${bankName} ending in ${last4} was added. If it was not you, change your password and write to us at once.`,
      datedOn: await businessDate(tx),
    });
  });
  if (!added.isNew) throw alreadyAdded(added);
  return added;
}
