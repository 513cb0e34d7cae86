"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/action";
import { DomainError } from "@/lib/errors";
import { cancelDeposit } from "@/lib/investing/cancel-deposit";
import { changePayoutAccount } from "@/lib/investing/change-payout-account";
import { getInvestment } from "@/lib/investing/queries";
import { changePayoutAccountInput, investmentIdInput, reinvestInput } from "@/lib/investing/schemas";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";

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
