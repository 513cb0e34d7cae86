// Whether money may go to or come from a bank account, and the sentence for its person when not. Pure.
import { DomainError } from "@/lib/errors";
import type { BankAccountStatus } from "@/prisma/generated/client";

/** @throws DomainError wrong-state, on the field externalAccountId, for an account that cannot be used */
export function requireUsable({
  status,
  disabledReason,
}: {
  status: BankAccountStatus;
  disabledReason: string | null;
}): void {
  if (status === "ACTIVE") return;
  const reason = disabledReason ? ` ${disabledReason}` : "";
  const sentence = {
    DISABLED: `This bank account can no longer be used.${reason} Choose another one.`,
    REMOVED: "You removed this bank account. Choose another one.",
    IN_REVIEW:
      "This bank account is under review. Choose another one, or wait until we notify you that it can be used.",
  }[status];
  throw new DomainError("wrong-state", sentence, "externalAccountId");
}
