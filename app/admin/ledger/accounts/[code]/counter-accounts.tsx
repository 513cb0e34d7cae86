import type { AccountEntry } from "@/lib/ledger/queries";
import { NamedAccountLink } from "../../../_parts/references";

/** The other side of the entry; of a transaction with very many legs only the first. */
export function CounterAccounts({ entry }: { entry: AccountEntry }) {
  const more = entry.counterLegCount - entry.counterLegs.length;
  return (
    <span className="block min-w-0">
      {entry.counterLegs.map((leg) => (
        <span key={`${leg.account}:${leg.version}`} className="block leading-6">
          <NamedAccountLink code={leg.account} name={leg.name} />
        </span>
      ))}
      {more > 0 && <span className="text-muted">and {more.toLocaleString("en-US")} more</span>}
    </span>
  );
}
