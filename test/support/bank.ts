// For tests of jobs: the bank's news as it comes in, through the inbox of payments, acted on as the job does.
import type { IsoDate } from "@/lib/calendar/dates";
import { inTransaction } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { changeStatus, lockPaymentOrder } from "@/lib/payments/change-status";
import { handleWaitingTransitions } from "@/lib/jobs/handle-payment-transition";

export type BankWord = "COMPLETED" | "RETURNED" | "FAILED";

/** News that cannot follow from what the bank has said before changes nothing. */
export async function bankTells(paymentOrderId: string, status: BankWord, on: IsoDate): Promise<void> {
  await setBusinessDate(on);
  await inTransaction(async (tx) => {
    const order = (await lockPaymentOrder(tx, paymentOrderId))!;
    const returned = status === "RETURNED" ? { returnCode: "R10" } : { providerId: `bank-${paymentOrderId}` };
    await changeStatus(tx, order, { status, source: "poll", ...returned });
  });
  const { failed } = await handleWaitingTransitions();
  if (failed > 0) throw new Error(`${failed} changes of payment orders could not be processed.`);
}
