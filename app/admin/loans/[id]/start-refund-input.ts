import { z } from "zod";
import { moneyInput } from "@/lib/money/money-input";

export const startRefundInput = z.strictObject({
  loanId: z.string().min(1).max(64),
  amount: moneyInput,
});
