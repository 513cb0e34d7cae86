"use server";

import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { AddedAccount } from "@/components/bank-account-form";
import { action } from "@/lib/action";
import { addBankAccount } from "@/lib/accounts/add-bank-account";
import { requireFreshFactor } from "@/lib/fresh-factor";
import { pathOfRequest } from "@/lib/session";
import { openInvestment } from "@/lib/investing/open-investment";
import { previewAgreement, projectMaturity } from "@/lib/investing/option-queries";
import { openInvestmentInput } from "@/lib/investing/schemas";
import { externalAccountInput } from "@/lib/payments/schemas";
import { hrefWith } from "../_parts/search-params";
import { STEPS } from "./steps";

const termInput = openInvestmentInput.pick({ optionId: true, amount: true });
const accountInput = openInvestmentInput.pick({
  optionId: true,
  amount: true,
  externalAccountId: true,
  rail: true,
});
const newAccountInput = externalAccountInput.extend({
  optionId: z.string().max(60),
  amount: z.string().max(40),
  rail: openInvestmentInput.shape.rail,
});
const depositInput = openInvestmentInput.extend({
  agree: z.literal("on", "Check the box to agree, or leave without depositing."),
});

/** Step 1: the choice is checked and goes into the next step's address. */
export const chooseTermAction = action({ role: "INVESTOR", input: termInput }, async (choice) => {
  await projectMaturity(choice);
  redirect(hrefWith(STEPS.account, { option: choice.optionId, amount: choice.amount }));
});

/** Step 2, when an account is added on the way: back to the same step, with it chosen. */
export const addAccountForInvestmentAction = action(
  { role: "INVESTOR", input: newAccountInput },
  async ({ optionId: option, amount, rail, ...account }, actor): Promise<AddedAccount> => {
    requireFreshFactor(actor, await pathOfRequest());
    const added = await addBankAccount({ ...account, userId: actor.userId });
    redirect(hrefWith(STEPS.account, { option, amount, rail, account: added.id }));
  },
);

/**
 * Step 2: with the key under which the deposit will be made. The key is part of the address, so that the review opened
 * again, in whatever way, is the same deposit.
 */
export const chooseAccountAction = action(
  { role: "INVESTOR", input: accountInput },
  async ({ optionId: option, amount, externalAccountId: account, rail }, actor) => {
    await previewAgreement({
      optionId: option,
      amount,
      externalAccountId: account,
      rail,
      userId: actor.userId,
    });
    redirect(hrefWith(STEPS.review, { option, amount, account, rail, key: randomUUID() }));
  },
);

/** Step 3: money moves. */
export const depositAction = action(
  { role: "INVESTOR", input: depositInput },
  async ({ agree: _, ...input }, actor, request) => {
    const { investmentId } = await openInvestment({
      ...input,
      ...request,
      investorId: actor.investorId,
      userId: actor.userId,
    });
    redirect(`/investor/investments/${investmentId}`);
  },
);
