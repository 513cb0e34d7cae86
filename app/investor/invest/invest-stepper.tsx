import { Stepper } from "@/components/ui/stepper";
import { hrefWith } from "../_parts/search-params";
import { STEPS } from "./steps";

/** Where a person is; what was chosen stays chosen on the way back. */
export function InvestStepper({
  current,
  choice = {},
  isTermDone = false,
  isAccountDone = false,
}: {
  current: 1 | 2 | 3;
  choice?: { option?: string; amount?: string; account?: string; rail?: string };
  /** The amount can be invested for the term that was chosen. */
  isTermDone?: boolean;
  /** The account that was chosen can be used. */
  isAccountDone?: boolean;
}) {
  return (
    <Stepper
      current={current}
      steps={[
        { label: "Term and amount", href: hrefWith(STEPS.term, choice), isDone: isTermDone },
        { label: "Bank account", href: hrefWith(STEPS.account, choice), isDone: isAccountDone },
        { label: "Review and sign", isDone: false },
      ]}
    />
  );
}
