import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatRate } from "@/components/ui/format-money";
import type { InvestmentOptionAdminRow } from "@/lib/investing/option-queries";
import { count } from "@/app/_parts/words";
import { withdrawOptionAction } from "./actions";

export function WithdrawOption({ option }: { option: InvestmentOptionAdminRow }) {
  const name = `${count(option.termMonths, "month")} at ${formatRate(option.annualRate)}`;
  return (
    <ActionForm action={withdrawOptionAction} aria-label={`Withdraw ${name}`}>
      <input type="hidden" name="optionId" value={option.id} />
      <span>
        <ConfirmDialog
          trigger="Withdraw"
          title={`Withdraw ${name}?`}
          confirmLabel="Withdraw option"
          pendingLabel="Withdrawing…"
          variant="danger"
          size="sm"
        >
          Investors can no longer choose it, even if they have the page open.{" "}
          {option.investments > 0
            ? `${count(option.investments, "investment")} opened with it keep their terms.`
            : "No investments were opened with it."}{" "}
          To offer the same terms again, add a new option.
        </ConfirmDialog>
      </span>
    </ActionForm>
  );
}
