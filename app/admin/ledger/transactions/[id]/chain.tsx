import { DateText } from "@/components/ui/date-text";
import type { Tone } from "@/components/ui/status-badge";
import { Timeline } from "@/components/ui/timeline";
import type { TransactionLink as Link } from "@/lib/ledger/queries";
import { TransactionLink } from "../../../_parts/references";

const LOOKS: Record<Link["kind"], [Tone, string]> = {
  post: ["posted", "Posted"],
  hold: ["pending", "Reserved"],
  settle: ["posted", "Settled"],
  release: ["voided", "Released"],
  reversal: ["failed", "Reversed"],
};

/** The hold, its settlement or release and any reversal, with this transaction marked. */
export function Chain({ chain, current }: { chain: Link[]; current: string }) {
  return (
    <Timeline
      label="History"
      events={chain.map(({ id, kind, effectiveOn }) => {
        const [tone, title] = LOOKS[kind];
        return {
          tone,
          title: (
            <>
              {title}{" "}
              {id === current ? <span aria-current="true">(this one)</span> : <TransactionLink id={id} />}
            </>
          ),
          when: <DateText on={effectiveOn} short />,
        };
      })}
    />
  );
}
