import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import { freezeAccount, requireFreezable } from "@/lib/jobs/freeze-account";

type Payload = { account: string; frozen: boolean };

export const FREEZE: ApprovalKind<Payload> = {
  name: "ledger-account.freeze",
  propose: "ledger-account.freeze.propose",
  approve: "ledger-account.freeze.approve",
  isMoney: true,
  payload: z.strictObject({ account: z.string(), frozen: z.boolean() }),
  subject: ({ account }) => ({ type: "ledger-account", id: account }),
  href: ({ account }) => `/admin/ledger/accounts/${encodeURIComponent(account)}`,
  title: async (_tx, { account, frozen }) => `${frozen ? "Freeze" : "Unfreeze"} account ${account}`,
  async facts(tx, payload) {
    await requireFreezable(tx, payload);
    return [
      { label: "Account", value: payload.account },
      { label: "Now", value: payload.frozen ? "Not frozen" : "Frozen" },
    ];
  },
  execute: (tx, payload, { decidedBy, reason }) =>
    freezeAccount({ ...payload, userId: decidedBy, reason }, tx),
};
