import type { Tx } from "@/lib/db";
import { disableExternalAccount } from "@/lib/payments/external-accounts";
import { describeReturn } from "@/lib/payments/return-codes";
import type { PaymentOrder } from "@/prisma/generated/client";

/** Takes the account out of use where the bank's return code says that it does not work or may not be used. */
export async function disableReturnedAccount(
  tx: Tx,
  order: PaymentOrder,
  returnCode?: string,
): Promise<void> {
  const code = returnCode ?? order.returnCode;
  if (order.externalAccountId === null || !code) return;
  const { disablesAccount, words } = describeReturn(code);
  if (disablesAccount) await disableExternalAccount(tx, { id: order.externalAccountId, reason: words });
}
