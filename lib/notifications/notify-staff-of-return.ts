import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { dollars } from "@/lib/money/money";
import { describeReturn } from "@/lib/payments/return-codes";
import type { PaymentOrder } from "@/prisma/generated/client";
import { notifyAdministrators } from "./notify";

/** Notifies the staff of a returned payment, or of a notification of change, where the table of return codes says so. */
export async function notifyStaffOfReturn(
  tx: Tx,
  {
    order,
    returnCode,
    businessDate,
  }: { order: PaymentOrder; returnCode: string | null | undefined; businessDate: IsoDate },
): Promise<void> {
  const code = returnCode ?? order.returnCode;
  const { title, notifies, returnsMoney } = describeReturn(code);
  if (!notifies.includes("staff")) return;
  const amount = dollars(order.amount.toFixed(2));
  await notifyAdministrators(tx, {
    kind: returnsMoney ? "payment-returned" : "account-change",
    title: `Payment ${order.number} ${returnsMoney ? "came back" : "stays"}: ${code ?? "no code"}, ${lowerFirst(title)}`,
    body: returnsMoney
      ? `The bank returned ${amount}. Review the cause before sending money to or collecting money from this account.`
      : `The bank made the payment of ${amount} and requires a correction before the next one.`,
    href: `/admin/payments/${order.id}`,
    datedOn: businessDate,
  });
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
