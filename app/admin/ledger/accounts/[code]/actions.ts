"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { propose } from "@/lib/approvals/propose";
import { FREEZE } from "@/lib/staff/kinds/freeze";
import { makeStatement } from "@/lib/jobs/make-statement";
import { unwatchBalance, watchBalance } from "@/lib/jobs/watch-balance";
import { accountHref, statementHref } from "../../../_parts/paths";
import { freezeInput, monitorIdInput, monitorInput, statementInput } from "./order-inputs";

export const freezeAction = action(
  { permission: "ledger-account.freeze.propose", input: freezeInput },
  async ({ reason, ...payload }, { userId }) => {
    await propose(FREEZE, { payload, reason, userId });
    revalidatePath(accountHref(payload.account));
  },
);

export const addMonitorAction = action(
  { permission: "ledger-account.monitor", input: monitorInput },
  async (monitor, admin) => {
    await watchBalance({ userId: admin.userId, ...monitor });
    revalidatePath(accountHref(monitor.account));
  },
);

export const removeMonitorAction = action(
  { permission: "ledger-account.monitor", input: monitorIdInput },
  async ({ account, monitorId }, admin) => {
    await unwatchBalance({ userId: admin.userId, monitorId });
    revalidatePath(accountHref(account));
  },
);

export const makeStatementAction = action(
  { permission: "ledger-account.make-statement", input: statementInput },
  async (period, admin) => {
    const id = await makeStatement({ userId: admin.userId, ...period });
    redirect(statementHref(id));
  },
);
