"use server";

import { randomUUID } from "node:crypto";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { DomainError } from "@/lib/errors";
import { cancelDeposit } from "@/lib/investing/cancel-deposit";
import { changePayoutAccount } from "@/lib/investing/change-payout-account";
import { cancelWithdrawal } from "@/lib/investing/exits/cancel-withdrawal";
import { previewWithdrawal, requestWithdrawal } from "@/lib/investing/exits/request-withdrawal";
import { getInvestment } from "@/lib/investing/queries";
import {
  cancelWithdrawalInput,
  changePayoutAccountInput,
  chooseWithdrawalInput,
  investmentIdInput,
  reinvestInput,
  requestWithdrawalInput,
} from "@/lib/investing/schemas";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";
import { hrefWith } from "../../_parts/search-params";

export const cancelDepositAction = action(
  { role: "INVESTOR", input: investmentIdInput },
  async ({ investmentId }, { investorId }) => {
    await cancelDeposit({ investorId, investmentId });
    refresh();
  },
);

export const changePayoutAccountAction = action(
  { role: "INVESTOR", input: changePayoutAccountInput },
  async (change, { investorId, userId }) => {
    await changePayoutAccount({ ...change, investorId, userId });
    refresh();
  },
);

export const reinvestAction = action(
  { role: "INVESTOR", input: reinvestInput },
  async (wish, { investorId, userId }, request) => {
    await setMaturityInstruction({ ...wish, ...request, investorId, userId, choice: "ROLL_ALL" });
    refresh();
  },
);

export const payOutAtMaturityAction = action(
  { role: "INVESTOR", input: investmentIdInput },
  async ({ investmentId }, { investorId, userId }) => {
    await setMaturityInstruction({ investmentId, investorId, userId, choice: "PAYOUT" });
    refresh();
  },
);

/** Shows what a part would be paid; the amount stays in the address. */
export const chooseWithdrawalAction = action(
  { role: "INVESTOR", input: chooseWithdrawalInput },
  async ({ investmentId, amount }, { investorId, userId }) => {
    await previewWithdrawal({ investmentId, amount, investorId, userId });
    redirect(hrefWith(`/investor/investments/${investmentId}/withdraw`, { amount, key: randomUUID() }));
  },
);

export const requestWithdrawalAction = action(
  { role: "INVESTOR", input: requestWithdrawalInput },
  async (wish, { investorId, userId }, request) => {
    await requestWithdrawal({ ...wish, ...request, investorId, userId });
    redirect(`/investor/investments/${wish.investmentId}#early-withdrawal`);
  },
);

export const cancelWithdrawalAction = action(
  { role: "INVESTOR", input: cancelWithdrawalInput },
  async ({ requestId }, { investorId, userId }) => {
    await cancelWithdrawal({ requestId, investorId, userId });
    refresh();
  },
);

/** Sandbox only: the wire that the investor was asked to send arrives at our bank. */
export const simulateWireAction = action(
  { role: "INVESTOR", input: investmentIdInput },
  async ({ investmentId }, { investorId }) => {
    const { payments } = await getInvestment(investorId, investmentId);
    const awaited = payments.find(({ isAwaited }) => isAwaited);
    if (!awaited) throw new DomainError("wrong-state", "This deposit is not waiting for a wire.");
    if (awaited.status === "CREATED") await submitPaymentOrder(awaited.id); // the worker is about to: the bank must expect it
    await simulateIncomingWire({ reference: awaited.reference, amount: awaited.amount });
    refresh();
  },
);
