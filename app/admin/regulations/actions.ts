"use server";

import { z } from "zod";
import { action } from "@/lib/action";
import { requestRegulationCheck } from "@/lib/jobs/request-regulation-check";

/** Asks for a check now. A large book takes minutes, so the worker runs it. */
export const checkRegulationsAction = action(
  { permission: "regulation.see", input: z.strictObject({}) },
  async (_input, { userId }) => {
    await requestRegulationCheck({ userId });
  },
);
