// For tests of bank statements: payment orders that completed in the books, and statements of what the bank says.
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { postTransaction } from "@/lib/ledger/verbs";
import { d, sum } from "@/lib/money/money";
import { importBankFile, requestImport } from "@/lib/payments/bank/import-bank-file";
import { matchBankLines } from "@/lib/payments/bank/match-bank-lines";
import { readUploadedFile } from "@/lib/payments/bank/read-uploaded-file";
import { uploadBankFile } from "@/lib/payments/bank/upload-bank-file";
import type { BankFormat } from "@/lib/payments/bank/statement";
import { settleKey } from "@/lib/payments/ledger-keys";
import { pollPayments } from "@/lib/payments/poll-payments";
import { CASH, REVENUE } from "@/lib/transaction-types/account-codes";
import type { PaymentOrder } from "@/prisma/generated/client";
import { createOrder, type WantedOrder } from "@/test/payments";

/** An order that completed on a day and was posted, as the rooms above do it. */
export async function bookedOrder(
  userId: string,
  { on, ...wanted }: WantedOrder & { on: IsoDate; amount: string },
): Promise<{ id: string; reference: string }> {
  const order = await createOrder(userId, { createdOn: on, ...wanted });
  await inTransaction(async (tx) => {
    const completed = await tx.paymentOrder.update({
      where: { id: order.id },
      data: { status: "COMPLETED", settledOn: toDbDate(on) },
    });
    await tx.paymentTransition.create({
      data: {
        ...{ paymentOrderId: order.id, toStatus: "COMPLETED", source: "poll", handledAt: now() },
        businessDate: toDbDate(on),
      },
    });
    await postCompletion(tx, completed);
  });
  return order;
}

/** Fetches the bank's news and posts what completed, without the loans and investments that the orders were for. */
export async function bookWaiting(): Promise<void> {
  await pollPayments();
  await inTransaction(async (tx) => {
    const waiting = await tx.paymentTransition.findMany({
      where: { toStatus: "COMPLETED", handledAt: null },
      include: { paymentOrder: true },
    });
    for (const { id, paymentOrder } of waiting) {
      await tx.paymentTransition.update({ where: { id }, data: { handledAt: now() } });
      await postCompletion(tx, paymentOrder);
    }
  });
}

async function postCompletion(tx: Tx, { id, kind, direction, amount, settledOn }: PaymentOrder) {
  const isOut = direction === "CREDIT";
  await postTransaction(tx, {
    key: settleKey(kind, id),
    eventType: "borrower-repayment",
    mode: "record",
    effectiveOn: fromDbDate(settledOn!),
    lines: [
      { account: CASH, side: isOut ? "credit" : "debit", amount: amount.toFixed(2) },
      { account: REVENUE, side: isOut ? "debit" : "credit", amount: amount.toFixed(2) },
    ],
  });
}

export type StatedLine = {
  on: IsoDate;
  amount: string;
  text: string;
  type?: string;
  id?: string;
};

/** An OFX statement of our account at the stand-in bank. */
export function ofx(of: { from: IsoDate; to: IsoDate; closing: string; lines: StatedLine[] }): string {
  const day = (on: IsoDate) => on.replaceAll("-", "");
  const entries = of.lines.map(
    ({ on, amount, text, type = "OTHER", id }, n) =>
      `<STMTTRN><TRNTYPE>${type}<DTPOSTED>${day(on)}<TRNAMT>${amount}<FITID>${id ?? `${day(on)}-${text}-${n}`}<NAME>${text}</STMTTRN>`,
  );
  return `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>${day(of.to)}<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>021000021<ACCTID>4100200300<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>${day(of.from)}<DTEND>${day(of.to)}
${entries.join("\n")}
</BANKTRANLIST><LEDGERBAL><BALAMT>${of.closing}<DTASOF>${day(of.to)}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;
}

/** The closing balance of lines after an opening one. */
export const closingOf = (opening: string, lines: readonly StatedLine[]) =>
  d(opening)
    .plus(sum(lines.map(({ amount }) => d(amount))))
    .toFixed(2);

/** Uploads a file and has it read, as the worker does. */
export async function upload(userId: string, text: string, format: BankFormat = "ofx") {
  const content = new TextEncoder().encode(text);
  const fileId = await uploadBankFile({ userId, name: `statement.${format}`, format, content });
  await readUploadedFile({ fileId });
  return fileId;
}

/** Uploads, imports and matches a file; what became of it. */
export async function importText(userId: string, text: string, format?: BankFormat) {
  const fileId = await upload(userId, text, format);
  const { state } = await fileState(fileId);
  if (state === "READY") {
    await requestImport({ userId, fileId });
    await importBankFile({ fileId });
    await matchBankLines();
  }
  return { fileId, ...(await fileState(fileId)) };
}

async function fileState(id: string) {
  const { state, message, preview } = await db.bankFile.findUniqueOrThrow({
    where: { id },
    select: { state: true, message: true, preview: true },
  });
  return { state, message, preview };
}
