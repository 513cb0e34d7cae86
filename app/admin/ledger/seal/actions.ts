"use server";

import { action } from "@/lib/action";
import { now } from "@/lib/clock";
import { verifySeal } from "@/lib/ledger/verify-seal";
import { verifyInput } from "./verify-input";

/** Verification reads every sealed transaction. */
const FEW = { name: "verify-seal", points: 6, seconds: 60 };

export const verifySealAction = action(
  { permission: "books.verify-seal", input: verifyInput, rateLimit: FEW },
  async ({ head }) => {
    const verdict = await verifySeal(head ? { anchor: head } : {});
    return { ...verdict, head: head?.block ?? null, at: now().toISOString() };
  },
);
