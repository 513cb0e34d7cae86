import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { applyReturnCode } from "@/lib/lending/autopay/bank-answer";
import type { PaymentOrder } from "@/prisma/generated/client";

/** What the bank's return code means for the account, for autopay of a loan from it and for the staff. */
export async function disableReturnedAccount(
  tx: Tx,
  order: PaymentOrder,
  { returnCode, businessDate }: { returnCode?: string | undefined; businessDate: IsoDate },
): Promise<void> {
  const code = returnCode ?? order.returnCode;
  if (order.externalAccountId === null || !code) return;
  await applyReturnCode(tx, { order, returnCode: code, businessDate });
}
