"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { BORROWER_SETTINGS, withReturn } from "@/app/_writeback/back-path";
import { BORROWER_INPUTS as inputs } from "@/app/_writeback/inputs";
import type { LinkAnswer } from "@/components/writeback/follow-link";
import { action } from "@/lib/action";
import { checkMapping } from "@/lib/writeback/books/check-mapping";
import { connect } from "@/lib/writeback/books/connect";
import { createExpenseAccount } from "@/lib/writeback/pages/create-expense-account";
import { createLenderAccount } from "@/lib/writeback/books/create-lender-account";
import { createSupplier } from "@/lib/writeback/pages/create-supplier";
import { disconnect } from "@/lib/writeback/books/disconnect";
import { markByHand, markHeldByHand } from "@/lib/writeback/outbox/mark-by-hand";
import { retryEvent, retryHeld } from "@/lib/writeback/outbox/retry-event";
import { saveMapping } from "@/lib/writeback/books/save-mapping";
import { setSwitch } from "@/lib/writeback/books/set-switch";

export const connectAction = action(
  { role: "BORROWER", input: inputs.connect },
  async ({ confirmed, ...input }, { borrowerId, userId }): Promise<LinkAnswer> => {
    const { linkUrl } = await connect({
      ...input,
      isConfirmed: confirmed === "yes",
      borrowerId,
      actorUserId: userId,
      redirectUrl: BORROWER_SETTINGS,
    });
    return { linkUrl };
  },
);

export const disconnectAction = action(
  { role: "BORROWER", input: inputs.disconnect },
  async (_input, { borrowerId, userId }): Promise<void> => {
    await disconnect({ borrowerId, actorUserId: userId });
    redirect(BORROWER_SETTINGS); // the address may still hold the result of connecting
  },
);

export const saveMappingAction = action(
  { role: "BORROWER", input: inputs.saveMapping },
  async ({ confirmed, ...input }, { borrowerId, userId }) => {
    await saveMapping({ ...input, borrowerId, actorUserId: userId, isConfirmed: confirmed === "yes" });
    refresh();
  },
);

export const createSupplierAction = action(
  { role: "BORROWER", input: inputs.createRecord },
  async (input, { borrowerId, userId }) => {
    await createSupplier({ ...input, borrowerId, actorUserId: userId });
    refresh();
  },
);

export const createExpenseAccountAction = action(
  { role: "BORROWER", input: inputs.createRecord },
  async (input, { borrowerId, userId }) => {
    await createExpenseAccount({ ...input, borrowerId, actorUserId: userId });
    refresh();
  },
);

export const createLenderAccountAction = action(
  { role: "BORROWER", input: inputs.lender },
  async ({ version, choiceId = null, confirmed }, { borrowerId, userId }): Promise<LinkAnswer> => {
    const isConfirmed = confirmed === "yes";
    const wish = { version, choiceId, borrowerId, actorUserId: userId, isConfirmed };
    const { linkUrl } = await createLenderAccount(wish);
    if (linkUrl) return { linkUrl: withReturn(linkUrl, BORROWER_SETTINGS) };
    refresh();
    return { linkUrl };
  },
);

export const setSwitchAction = action(
  { role: "BORROWER", input: inputs.switch },
  async ({ isOn, backfill }, { borrowerId, userId }) => {
    await setSwitch({ borrowerId, actorUserId: userId, isOn, ...(backfill ? { backfill } : {}) });
    refresh();
  },
);

export const checkMappingAction = action(
  { role: "BORROWER", input: inputs.nothing },
  async (_input, { borrowerId }) => {
    await checkMapping({ borrowerId });
    refresh();
  },
);

export const retryEventAction = action(
  { role: "BORROWER", input: inputs.event },
  async ({ eventId }, { borrowerId, userId }) => {
    await retryEvent({ eventId, borrowerId, actorUserId: userId });
    refresh();
  },
);

export const retryHeldAction = action(
  { role: "BORROWER", input: inputs.nothing },
  async (_input, { borrowerId, userId }) => {
    await retryHeld({ borrowerId, actorUserId: userId });
    refresh();
  },
);

export const markByHandAction = action(
  { role: "BORROWER", input: inputs.byHand },
  async (input, { borrowerId, userId }) => {
    await markByHand({ ...input, borrowerId, actorUserId: userId });
    refresh();
  },
);

export const markHeldByHandAction = action(
  { role: "BORROWER", input: inputs.allByHand },
  async (input, { borrowerId, userId }) => {
    await markHeldByHand({ ...input, borrowerId, actorUserId: userId });
    refresh();
  },
);
