"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { ADMIN_SETTINGS, withReturn } from "@/app/_writeback/back-path";
import { ADMIN_INPUTS as inputs } from "@/app/_writeback/inputs";
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
  { permission: "writeback.manage", input: inputs.connect },
  async ({ confirmed, ...input }, { userId }): Promise<LinkAnswer> => {
    const { linkUrl } = await connect({
      ...input,
      isConfirmed: confirmed === "yes",
      actorUserId: userId,
      redirectUrl: `${ADMIN_SETTINGS}/${input.borrowerId}`,
    });
    return { linkUrl };
  },
);

export const disconnectAction = action(
  { permission: "writeback.manage", input: inputs.disconnect },
  async ({ borrowerId }, { userId }): Promise<void> => {
    await disconnect({ borrowerId, actorUserId: userId });
    redirect(`${ADMIN_SETTINGS}/${borrowerId}`); // drops the status of the connection from the address
  },
);

export const saveMappingAction = action(
  { permission: "writeback.manage", input: inputs.saveMapping },
  async ({ confirmed, ...input }, { userId }) => {
    await saveMapping({ ...input, actorUserId: userId, isConfirmed: confirmed === "yes" });
    refresh();
  },
);

export const createSupplierAction = action(
  { permission: "writeback.manage", input: inputs.createRecord },
  async (input, { userId }) => {
    await createSupplier({ ...input, actorUserId: userId });
    refresh();
  },
);

export const createExpenseAccountAction = action(
  { permission: "writeback.manage", input: inputs.createRecord },
  async (input, { userId }) => {
    await createExpenseAccount({ ...input, actorUserId: userId });
    refresh();
  },
);

export const createLenderAccountAction = action(
  { permission: "writeback.manage", input: inputs.lender },
  async ({ borrowerId, version, choiceId = null, confirmed }, { userId }): Promise<LinkAnswer> => {
    const isConfirmed = confirmed === "yes";
    const wish = { version, choiceId, borrowerId, actorUserId: userId, isConfirmed };
    const { linkUrl } = await createLenderAccount(wish);
    if (linkUrl) return { linkUrl: withReturn(linkUrl, `${ADMIN_SETTINGS}/${borrowerId}`) };
    refresh();
    return { linkUrl };
  },
);

export const setSwitchAction = action(
  { permission: "writeback.manage", input: inputs.switch },
  async ({ borrowerId, isOn, backfill }, { userId }) => {
    await setSwitch({ borrowerId, actorUserId: userId, isOn, ...(backfill ? { backfill } : {}) });
    refresh();
  },
);

export const checkMappingAction = action(
  { permission: "writeback.manage", input: inputs.nothing },
  async ({ borrowerId }) => {
    await checkMapping({ borrowerId });
    refresh();
  },
);

export const retryEventAction = action(
  { permission: "writeback.manage", input: inputs.event },
  async ({ eventId, borrowerId }, { userId }) => {
    await retryEvent({ eventId, actorUserId: userId, ...(borrowerId ? { borrowerId } : {}) });
    refresh();
  },
);

export const retryHeldAction = action(
  { permission: "writeback.manage", input: inputs.nothing },
  async ({ borrowerId }, { userId }) => {
    await retryHeld({ borrowerId, actorUserId: userId });
    refresh();
  },
);

export const markByHandAction = action(
  { permission: "writeback.manage", input: inputs.byHand },
  async ({ eventId, note, borrowerId }, { userId }) => {
    await markByHand({ eventId, note, actorUserId: userId, ...(borrowerId ? { borrowerId } : {}) });
    refresh();
  },
);

export const markHeldByHandAction = action(
  { permission: "writeback.manage", input: inputs.allByHand },
  async (input, { userId }) => {
    await markHeldByHand({ ...input, actorUserId: userId });
    refresh();
  },
);
