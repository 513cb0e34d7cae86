import type { AccountEntry } from "@/lib/ledger/queries";
import { AccountLink } from "../../../_parts/references";

/** The other side of the entry; of a transaction with very many legs only the first. */
export function CounterAccounts({ entry, names }: { entry: AccountEntry; names: Map<string, string> }) {
  const more = entry.counterLegCount - entry.counterLegs.length;
  return (
    <span className="block min-w-0">
      {entry.counterLegs.map((leg) => (
        <AccountLink
          key={`${leg.account}:${leg.version}`}
          compact
          code={leg.account}
          name={leg.name}
          names={names}
        />
      ))}
      {more > 0 && <span className="text-muted">and {more.toLocaleString("en-US")} more</span>}
    </span>
  );
}
