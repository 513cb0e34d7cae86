// The shape of the first step of a payment: the same as the payment itself, with the account named.
import { repaymentInput } from "@/lib/lending/application/schemas";

export const choosePaymentInput = repaymentInput.refine(
  ({ externalAccountId }) => externalAccountId !== undefined,
  {
    path: ["externalAccountId"],
    message: "Choose the bank account to pay from.",
  },
);
