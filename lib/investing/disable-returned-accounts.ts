import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { applyReturnCodes } from "@/lib/lending/autopay/bank-answer";
import type { PaymentOrder } from "@/prisma/generated/client";

/** What the bank's return codes mean for the accounts, for autopay of loans from them and for the staff. */
export async function disableReturnedAccounts(
  tx: Tx,
  ended: readonly { order: PaymentOrder; returnCode?: string | undefined; businessDate: IsoDate }[],
): Promise<void> {
  await applyReturnCodes(
    tx,
    ended.flatMap(({ order, returnCode, businessDate }) => {
      const code = returnCode ?? order.returnCode;
      return order.externalAccountId !== null && code ? [{ order, returnCode: code, businessDate }] : [];
    }),
  );
}
