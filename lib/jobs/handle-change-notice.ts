import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { notify } from "@/lib/notifications/notify";
import { notifyStaffOfReturns } from "@/lib/notifications/notify-staff-of-return";
import { applyChangeNotice, type AppliedNotice } from "@/lib/payments/apply-change-notice";
import { fetchReturn } from "@/lib/payments/provider";
import { describeReturn } from "@/lib/payments/return-codes";
import type { Tasks } from "@/lib/queue";

const NOTHING = { accountNumber: null, routingNumber: null, transactionCode: null };

/**
 * The bank made a payment and reports that details of the account are wrong: they are corrected before the next payment uses
 * them, the payment stays, and whom the table names is notified, once for each notice. What cannot be applied is refused: staff
 * have fifteen days to say so to the bank.
 */
export async function handleChangeNotice({ paymentOrderId, returnId, code }: Tasks["handle-change-notice"]) {
  const { words, remedy, title, notifies } = describeReturn(code);
  const corrections = (await fetchReturn(returnId))?.corrections ?? NOTHING;
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM payment_orders WHERE id = ${paymentOrderId} FOR UPDATE`;
    const subject = { subjectType: "notification of change", subjectId: returnId };
    if ((await tx.auditEvent.count({ where: subject })) > 0) return;
    const order = await tx.paymentOrder.findUniqueOrThrow({
      where: { id: paymentOrderId },
      include: { externalAccount: true },
    });
    const on = await businessDate(tx);
    const account = order.externalAccount;
    const applied: AppliedNotice = account
      ? await applyChangeNotice(tx, { account, paymentOrderId, returnId, code, corrections, on })
      : { state: "NOT_OURS" };
    if (notifies.includes("payer")) {
      await notify(tx, {
        userId: order.userId,
        kind: "account-change",
        title: `Your bank reported a change to your account ending in ${account?.accountNumberLast4 ?? ""}`,
        body: `${words} Your payment is not affected. ${whatFollows(applied, remedy)}`,
        datedOn: on,
      });
    }
    if (applied.state !== "APPLIED")
      await notifyStaffOfReturns(tx, [{ order, returnCode: code, businessDate: on }]);
    await recordAudit(tx, {
      actorUserId: null,
      action: "bank-account.receive-change-notice",
      ...subject,
      detail: {
        ...{ paymentOrderId, code, title, state: applied.state },
        ...(applied.state === "REFUSED" && { refusal: applied.refusal }),
      },
      businessDate: on,
    });
  });
}

function whatFollows(applied: AppliedNotice, remedy: string): string {
  if (applied.state !== "APPLIED") return remedy;
  const ending = applied.newLast4 === null ? "" : ` The account number now ends in ${applied.newLast4}.`;
  return `We have corrected it.${ending} If this is not right, contact us before your next payment.`;
}
