import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { notify } from "@/lib/notifications/notify";
import { notifyStaffOfReturns } from "@/lib/notifications/notify-staff-of-return";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Tasks } from "@/lib/queue";

/**
 * The bank made a payment and reports that details of the account are wrong: the payment stays, and whom the table names is
 * notified, once for each notice.
 */
export async function handleChangeNotice({ paymentOrderId, returnId, code }: Tasks["handle-change-notice"]) {
  const { words, remedy, title, notifies } = describeReturn(code);
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM payment_orders WHERE id = ${paymentOrderId} FOR UPDATE`;
    const subject = { subjectType: "notification of change", subjectId: returnId };
    if ((await tx.auditEvent.count({ where: subject })) > 0) return;
    const order = await tx.paymentOrder.findUniqueOrThrow({
      where: { id: paymentOrderId },
      include: { externalAccount: true },
    });
    const on = await businessDate(tx);
    const last4 = order.externalAccount?.accountNumberLast4 ?? "";
    if (notifies.includes("payer")) {
      await notify(tx, {
        userId: order.userId,
        kind: "account-change",
        title: `Your bank reported a change to your account ending in ${last4}`,
        body: `${words} Your payment is not affected. ${remedy}`,
        datedOn: on,
      });
    }
    await notifyStaffOfReturns(tx, [{ order, returnCode: code, businessDate: on }]);
    await recordAudit(tx, {
      actorUserId: null,
      action: "bank-account.receive-change-notice",
      ...subject,
      detail: { paymentOrderId, code, title },
      businessDate: on,
    });
  });
}
