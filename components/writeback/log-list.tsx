import type { ReactNode } from "react";
import { DateText, InstantText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { LogRow } from "@/lib/writeback/pages/log-queries";
import { OperationsTable } from "./operations-table";
import { EVENT_TONES } from "./tones";

/** Where the parts of a log entry lead, in the portal that shows it; null: nowhere there. */
export type LogLinks = {
  borrower: ((row: LogRow) => ReactNode) | null;
  /** To the calls behind it; null: only its name. */
  reference: ((row: LogRow) => ReactNode) | null;
  loan: (row: LogRow) => ReactNode;
  transaction: (row: LogRow) => ReactNode;
  /** What can be done about an entry that is stuck. */
  repair: (row: LogRow) => ReactNode;
};

/** Every event of the loans with the records it became in the books, newest first. */
export function LogList({ rows, links, timeZone }: { rows: LogRow[]; links: LogLinks; timeZone: string }) {
  return (
    <ul className="divide-y">
      {rows.map((row) => (
        <li key={row.eventId} className="px-4 py-4 sm:px-6" aria-label={`${row.kindWords} ${row.reference}`}>
          <Entry row={row} links={links} timeZone={timeZone} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ row, links, timeZone }: { row: LogRow; links: LogLinks; timeZone: string }) {
  const isStuck = row.state === "HELD";
  return (
    <div className="grid grid-cols-1 gap-2">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <DateText on={row.occurredOn} short />
        <span className="font-medium">{row.kindWords}</span>
        <Amounts row={row} />
        <span className="ml-auto">
          <StatusBadge tone={EVENT_TONES[row.state]}>{row.stateWords}</StatusBadge>
        </span>
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {links.borrower && <span>{links.borrower(row)}</span>}
        <span>{links.loan(row)}</span>
        <span className="figures">{links.reference ? links.reference(row) : row.reference}</span>
        <span>Ledger transaction {links.transaction(row)}</span>
        {row.isBackfill && <span>Backfilled</span>}
        {row.doneAt && (
          <span>
            Finished <InstantText at={row.doneAt} timeZone={timeZone} />
          </span>
        )}
      </p>
      {row.heldWords && <p className="font-medium text-failed">{row.heldWords}</p>}
      {isStuck && <div className="flex flex-wrap items-start gap-2">{links.repair(row)}</div>}
      {row.operations.length > 0 && (
        <Disclosure summary={`Records (${row.operations.length})`} open={isStuck}>
          <OperationsTable operations={row.operations} reference={row.reference} timeZone={timeZone} />
        </Disclosure>
      )}
    </div>
  );
}

function Amounts({ row: { cash, charge, principalAfter } }: { row: LogRow }) {
  return (
    // On a phone the status is beside the description, and the amounts below both.
    <span className="flex flex-wrap gap-x-4 gap-y-1 max-sm:order-last max-sm:w-full">
      <span>
        Cash <Money amount={cash} />
      </span>
      <span>
        Interest and fees <Money amount={charge} />
      </span>
      <span className="text-muted">
        Owed after <Money amount={principalAfter} />
      </span>
    </span>
  );
}
