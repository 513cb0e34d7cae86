import { accountName } from "@/components/bank-account-list";
import { RadioCards } from "@/components/ui/radio-cards";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";

/** Which bank account; those that no longer work are shown with the reason, not hidden. */
export function AccountChoice({
  accounts,
  label,
  hint,
  chosen,
}: {
  accounts: ExternalAccountView[];
  label: string;
  hint?: string;
  /** The one in use, when it still works. */
  chosen?: string | undefined;
}) {
  const usable = accounts.filter(({ status }) => status === "ACTIVE");
  return (
    <RadioCards
      name="externalAccountId"
      label={label}
      hint={hint}
      defaultValue={usable.find(({ id }) => id === chosen)?.id ?? usable[0]?.id}
      options={accounts.map((account) => ({
        value: account.id,
        title: accountName(account),
        description:
          account.status === "ACTIVE"
            ? account.holderName
            : account.status === "IN_REVIEW"
              ? "In review. You cannot use it yet."
              : `Disabled. ${account.disabledReason ?? "Add another account."}`,
        disabled: account.status !== "ACTIVE",
      }))}
    />
  );
}
