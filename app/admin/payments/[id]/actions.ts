"use server";

import { z } from "zod";
import { action } from "@/lib/action";
import { moneyInput } from "@/lib/money/money";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import { oneLine } from "@/lib/text-input";

const wireInput = z.strictObject({
  reference: oneLine("Enter a reference.")
    .min(1, "Enter a reference.")
    .max(100, "Use at most 100 characters."),
  amount: moneyInput,
});

export const simulateWireAction = action({ permission: "payment.simulate", input: wireInput }, (wire) =>
  simulateIncomingWire(wire),
);
