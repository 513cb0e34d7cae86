"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { closePool, reopenPool, switchGateRule } from "@/lib/investing/gate/change-gate";
import { gateReasonInput, gateRuleInput } from "@/lib/investing/schemas";
import { latestCoverage } from "@/lib/pool/allowance/queries";

const PATH = "/admin/coverage";

export const closePoolAction = action(
  { permission: "gate.change", input: gateReasonInput },
  async ({ reason }, { userId }) => {
    await closePool({ userId, reason, coverage: await latestCoverage() });
    revalidatePath(PATH);
  },
);

export const reopenPoolAction = action(
  { permission: "gate.change", input: gateReasonInput },
  async ({ reason }, { userId }) => {
    await reopenPool({ userId, reason, coverage: await latestCoverage() });
    revalidatePath(PATH);
  },
);

export const switchGateRuleAction = action(
  { permission: "gate.change", input: gateRuleInput },
  async ({ isOn, reason }, { userId }) => {
    await switchGateRule({ userId, reason, isOn: isOn === "yes" });
    revalidatePath(PATH);
  },
);
