import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { dollars } from "@/lib/money/money";
import { describeReturn } from "@/lib/payments/return-codes";
import type { PaymentOrder } from "@/prisma/generated/client";
import { notifyAdministrators, type Note } from "./notify";

export type ReturnOfOrder = {
  order: PaymentOrder;
  returnCode?: string | null | undefined;
  businessDate: IsoDate;
};

/** Notifies the staff of returned payments, or of notifications of change, where the table of return codes says so. */
export async function notifyStaffOfReturns(tx: Tx, returns: readonly ReturnOfOrder[]): Promise<void> {
  await notifyAdministrators(tx, ...returns.flatMap(noteOf));
}

function noteOf({ order, returnCode, businessDate }: ReturnOfOrder): Omit<Note, "userId">[] {
  const code = returnCode ?? order.returnCode;
  const { title, notifies, returnsMoney } = describeReturn(code);
  if (!notifies.includes("staff")) return [];
  const amount = dollars(order.amount.toFixed(2));
  return [
    {
      kind: returnsMoney ? "payment-returned" : "account-change",
      title: `Payment ${order.number} ${returnsMoney ? "came back" : "stays"}: ${code ?? "no code"}, ${lowerFirst(title)}`,
      body: returnsMoney
        ? `The bank returned ${amount}. Review the cause before sending money to or collecting money from this account.`
        : `The bank made the payment of ${amount} and requires a correction before the next one.`,
      href: `/admin/payments/${order.id}`,
      datedOn: businessDate,
    },
  ];
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
