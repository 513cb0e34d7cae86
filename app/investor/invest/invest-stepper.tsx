import { Stepper } from "@/components/ui/stepper";
import { hrefWith } from "../_parts/search-params";
import { STEPS } from "./steps";

/** Where one stands; what was chosen stays chosen on the way back. */
export function InvestStepper({
  current,
  choice = {},
}: {
  current: 1 | 2 | 3;
  choice?: { option?: string; amount?: string; account?: string; rail?: string };
}) {
  return (
    <Stepper
      current={current}
      steps={[
        { label: "Term and amount", href: hrefWith(STEPS.term, choice) },
        { label: "Bank account", href: hrefWith(STEPS.account, choice) },
        { label: "Review and sign" },
      ]}
    />
  );
}
