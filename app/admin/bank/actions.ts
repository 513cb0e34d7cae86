"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { bookLineByHand, confirmSuggestion, undoMatch } from "@/lib/payments/bank/bank-line-work";
import { closeBankDay } from "@/lib/payments/bank/close-bank-day";
import { discardBankFile, requestImport } from "@/lib/payments/bank/import-bank-file";
import { assignReceiptToLoan } from "@/lib/lending/repayment/assign-receipt";
import { requestSendBack } from "@/lib/payments/bank/send-back";
import {
  claimFromBank,
  offsetExceptions,
  resolveAsDeposit,
  resolveAsFee,
  takeException,
  writeOffException,
} from "@/lib/payments/bank/resolve-exception";
import * as input from "./input";

const PLACE = "/admin/bank";

export const importFileAction = action(
  { permission: "bank.work", input: input.fileInput },
  async ({ fileId }, { userId }) => {
    await requestImport({ userId, fileId });
    revalidatePath(PLACE);
  },
);

export const discardFileAction = action(
  { permission: "bank.work", input: input.fileInput },
  async ({ fileId }, { userId }) => {
    await discardBankFile({ userId, fileId });
    revalidatePath(PLACE);
  },
);

export const closeDayAction = action(
  { permission: "bank-day.close", input: input.closeInput },
  async ({ bankAccountId, day }, { userId }) => {
    await closeBankDay({ userId, bankAccountId, day });
    revalidatePath(PLACE);
  },
);

export const confirmSuggestionAction = action(
  { permission: "bank.work", input: input.confirmInput },
  async ({ lineId, targetId }, { userId }) => {
    await confirmSuggestion({ userId, lineId, targetId });
    revalidatePath("/admin/bank/lines");
  },
);

export const bookLineAction = action(
  { permission: "bank.work", input: input.bookInput },
  async ({ lineId, as }, { userId }) => {
    await bookLineByHand({ userId, lineId, as });
    revalidatePath("/admin/bank/lines");
  },
);

export const undoMatchAction = action(
  { permission: "bank.work", input: input.undoInput },
  async ({ lineId, reason }, { userId }) => {
    await undoMatch({ userId, lineId, reason });
    revalidatePath("/admin/bank/lines");
  },
);

const QUEUE = "/admin/bank/exceptions";

export const takeExceptionAction = action(
  { permission: "bank.work", input: input.exceptionInput },
  async ({ exceptionId }, { userId }) => {
    await takeException({ userId, exceptionId });
    revalidatePath(QUEUE);
  },
);

export const bankFeeAction = action(
  { permission: "bank.work", input: input.exceptionInput },
  async ({ exceptionId }, { userId }) => {
    await resolveAsFee({ userId, exceptionId });
    revalidatePath(QUEUE);
  },
);

export const claimAction = action(
  { permission: "bank.work", input: input.claimInput },
  async ({ exceptionId, note }, { userId }) => {
    await claimFromBank({ userId, exceptionId, note });
    revalidatePath(QUEUE);
  },
);

export const offsetAction = action(
  { permission: "bank.work", input: input.offsetInput },
  async ({ exceptionId, againstId }, { userId }) => {
    await offsetExceptions({ userId, exceptionId, againstId });
    revalidatePath(QUEUE);
  },
);

export const depositAction = action(
  { permission: "bank.work", input: input.depositInput },
  async ({ exceptionId, reference }, { userId }) => {
    await resolveAsDeposit({ userId, exceptionId, reference });
    revalidatePath(QUEUE);
  },
);

export const repaymentAction = action(
  { permission: "bank.work", input: input.repaymentInput },
  async ({ exceptionId, loan }, { userId }) => {
    await assignReceiptToLoan({ userId, exceptionId, loan });
    revalidatePath(QUEUE);
  },
);

export const sendBackAction = action(
  { permission: "bank.work", input: input.sendBackInput },
  async ({ exceptionId, reason }, { userId }) => {
    await requestSendBack({ userId, exceptionId, reason });
    revalidatePath(QUEUE);
  },
);

export const writeOffAction = action(
  { permission: "bank.work", input: input.exceptionInput },
  async ({ exceptionId }, { userId }) => {
    await writeOffException({ userId, exceptionId });
    revalidatePath(QUEUE);
  },
);
