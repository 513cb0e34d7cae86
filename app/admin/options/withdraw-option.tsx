import { ActionForm } from "@/components/action-form";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatRate } from "@/components/ui/format-money";
import type { InvestmentOptionAdminRow } from "@/lib/investing/option-queries";
import { count } from "@/app/_parts/words";
import { Disclosure } from "@/components/ui/disclosure";
import { ReasonField } from "../_parts/reason-field";
import { withdrawOptionAction } from "./actions";

export function WithdrawOption({ option }: { option: InvestmentOptionAdminRow }) {
  const name = `${count(option.termMonths, "month")} at ${formatRate(option.annualRate)}`;
  return (
    <Disclosure summary="Withdraw">
      <ActionForm action={withdrawOptionAction} success="Proposed." aria-label={`Withdraw ${name}`}>
        <input type="hidden" name="optionId" value={option.id} />
        <ReasonField />
        <span>
          <ConfirmDialog
            trigger="Propose to withdraw"
            title={`Propose to withdraw ${name}?`}
            confirmLabel="Propose"
            pendingLabel="Proposing…"
            variant="danger"
            size="sm"
          >
            After another person approves it, investors can no longer choose it, even if they have the page
            open.{" "}
            {option.investments > 0
              ? `${count(option.investments, "investment")} opened with it keep their terms.`
              : "No investments were opened with it."}{" "}
            To offer the same terms again, add a new option.
          </ConfirmDialog>
        </span>
      </ActionForm>
    </Disclosure>
  );
}
