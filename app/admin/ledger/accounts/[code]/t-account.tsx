import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { RowHeader, Table, TBody, Td, Th, THead, Tr } from "@/components/ui/table";
import { cn } from "@/lib/cn";
import type { AccountEntry } from "@/lib/ledger/queries";
import { TransactionLink } from "../../../_parts/references";
import type { EntriesProps } from "./account-entries";
import { words } from "@/app/_parts/words";
import { CounterAccounts } from "./counter-accounts";
import { Fate } from "./fate";

/**
 * The account as bookkeepers draw it: debits on the left, credits on the right, and the posted balance after each entry.
 * Holds are in parentheses because they do not change that balance.
 */
export function TAccount({ entries, names }: EntriesProps) {
  return (
    <Table caption="Entries, newest first: debits left, credits right">
      <THead>
        <Tr>
          <Th>Entry</Th>
          <Th className="max-md:hidden">Counter accounts</Th>
          <Th numeric className="border-r-2 border-r-edge">
            Debit
          </Th>
          <Th numeric>Credit</Th>
          <Th numeric>Balance after</Th>
        </Tr>
      </THead>
      <TBody>
        {entries.map((entry) => (
          <Tr key={entry.version}>
            <RowHeader>
              <EntryHeading entry={entry} />
            </RowHeader>
            <Td label="Counter accounts" className="max-md:hidden!">
              <CounterAccounts entry={entry} names={names} />
            </Td>
            <Side entry={entry} side="debit" className="sm:border-r-2 sm:border-r-edge" />
            <Side entry={entry} side="credit" />
            <Td numeric label="Balance after" className="text-muted">
              <Money amount={entry.balanceAfter} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function EntryHeading({ entry }: { entry: AccountEntry }) {
  return (
    <span className="block min-w-0 font-normal">
      <DateText on={entry.effectiveOn} short /> <TransactionLink id={entry.transactionId} />{" "}
      <EntryVersion version={entry.version} />
      <span className="block">
        {words(entry.eventType)} <Fate entry={entry} />
      </span>
      {entry.belongsOn && (
        <span className="block text-muted">
          Belongs to <DateText on={entry.belongsOn} short />
        </span>
      )}
    </span>
  );
}

/** The number of the entry within its account, from 1: the "version" of the form above. */
function EntryVersion({ version }: { version: string }) {
  return (
    <span className="tnum whitespace-nowrap text-muted">
      <span className="sr-only">Version </span>
      <span aria-hidden>v</span>
      {version}
    </span>
  );
}

function Side({
  entry,
  side,
  className,
}: {
  entry: AccountEntry;
  side: "debit" | "credit";
  className?: string;
}) {
  const isHere = entry.side === side;
  return (
    <Td numeric label={isHere ? words(side) : undefined} className={cn("font-medium", className)}>
      {isHere && <EntryAmount entry={entry} />}
    </Td>
  );
}

function EntryAmount({ entry }: { entry: AccountEntry }) {
  if (entry.layer === "posted") return <Money amount={entry.amount} />;
  return (
    <span className="font-normal text-muted">
      (<Money amount={entry.amount} />)
    </span>
  );
}
