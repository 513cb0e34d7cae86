"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/lib/action";
import { freezeAccount } from "@/lib/jobs/freeze-account";
import { makeStatement } from "@/lib/jobs/make-statement";
import { unwatchBalance, watchBalance } from "@/lib/jobs/watch-balance";
import { accountHref, statementHref } from "../../../_parts/paths";
import { freezeInput, monitorIdInput, monitorInput, statementInput } from "./order-inputs";

export const freezeAction = action(
  { permission: "ledger.freeze.propose", input: freezeInput },
  async (order, admin) => {
    await freezeAccount({ userId: admin.userId, ...order });
    revalidatePath(accountHref(order.account));
  },
);

export const addMonitorAction = action(
  { permission: "ledger.monitor", input: monitorInput },
  async (monitor, admin) => {
    await watchBalance({ userId: admin.userId, ...monitor });
    revalidatePath(accountHref(monitor.account));
  },
);

export const removeMonitorAction = action(
  { permission: "ledger.monitor", input: monitorIdInput },
  async ({ account, monitorId }, admin) => {
    await unwatchBalance({ userId: admin.userId, monitorId });
    revalidatePath(accountHref(account));
  },
);

export const makeStatementAction = action(
  { permission: "ledger.make-statement", input: statementInput },
  async (period, admin) => {
    const id = await makeStatement({ userId: admin.userId, ...period });
    redirect(statementHref(id));
  },
);
