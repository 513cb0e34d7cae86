import { Money } from "@/components/ui/money";
import type { Parts } from "@/lib/money/parts";

/** What an amount pays, for a list of names and values; fees only where there are some. */
export function partItems({ fees, interest, principal }: Parts<string>) {
  return [
    ...(/[1-9]/.test(fees) ? [{ label: "Fees", value: <Money amount={fees} sign /> }] : []),
    { label: "Interest", value: <Money amount={interest} sign /> },
    { label: "Principal", value: <Money amount={principal} sign /> },
  ];
}
