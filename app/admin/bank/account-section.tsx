import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import { StatusBadge } from "@/components/ui/status-badge";
import { formatDate } from "@/lib/calendar/dates";
import type { BankDayRow } from "@/lib/payments/bank/days";
import type { BankOverview } from "@/lib/payments/bank/queries";
import { accountHref } from "../_parts/paths";
import { closeDayAction } from "./actions";

/** One account: its last covered day in figures, then the days with the button that closes them. */
export function AccountSection({ account }: { account: BankOverview }) {
  const [latest] = account.days;
  const title = `${account.name}, account ${account.number}`;
  return (
    <Card aria-labelledby={account.id}>
      <CardHeader
        id={account.id}
        title={title}
        description={
          account.covered
            ? `Statements cover ${formatDate(account.covered.from)} to ${formatDate(account.covered.to)}.`
            : "No statement was imported yet."
        }
      />
      <CardBody className="grid gap-6">
        {latest && <Figures day={latest} account={account} />}
        <DataTable
          caption={`Days of account ${account.number}`}
          rows={account.days}
          rowKey={({ day }) => day}
          columns={dayColumns(account)}
          empty={<p className="text-muted">Days appear here after the first statement is imported.</p>}
        />
      </CardBody>
    </Card>
  );
}

function Figures({ day, account }: { day: BankDayRow; account: BankOverview }) {
  const suspense = [
    ["Unidentified receipts", "suspense:receipts", account.suspense.receipts],
    ["Unidentified payments", "suspense:payments", account.suspense.payments],
  ] as const;
  return (
    <StatRow>
      <Stat
        label={
          <>
            Bank, <DateText on={day.day} short />
          </>
        }
        value={<Money amount={day.bankClosing} />}
      />
      <Stat
        label="Ledger"
        value={
          <Link className="link" href={accountHref(account.ledgerCode)}>
            <Money amount={day.bookClosing} />
          </Link>
        }
      />
      <Stat label="Difference" value={<Money amount={day.difference} />} />
      {suspense.map(([label, code, amount]) => (
        <Stat
          key={code}
          label={label}
          value={
            <Link className="link" href={accountHref(code)}>
              <Money amount={amount} />
            </Link>
          }
        />
      ))}
    </StatRow>
  );
}

const dayColumns = (account: BankOverview): Column<BankDayRow>[] => [
  {
    header: "Day",
    rowHeader: true,
    cell: ({ day }) => (
      <Link className="link" href={`/admin/bank/lines?on=${day}`}>
        <DateText on={day} short />
      </Link>
    ),
  },
  { header: "Bank", numeric: true, cell: ({ bankClosing }) => <Money amount={bankClosing} /> },
  { header: "In transit in", numeric: true, cell: ({ inTransitIn }) => <Money amount={inTransitIn} /> },
  { header: "In transit out", numeric: true, cell: ({ inTransitOut }) => <Money amount={inTransitOut} /> },
  { header: "Unmatched in", numeric: true, cell: ({ unmatchedIn }) => <Money amount={unmatchedIn} /> },
  { header: "Unmatched out", numeric: true, cell: ({ unmatchedOut }) => <Money amount={unmatchedOut} /> },
  { header: "Ledger", numeric: true, cell: ({ bookClosing }) => <Money amount={bookClosing} /> },
  { header: "Difference", numeric: true, cell: ({ difference }) => <Money amount={difference} /> },
  { header: "Status", cell: (row) => <DayStatus row={row} bankAccountId={account.id} /> },
];

function DayStatus({ row, bankAccountId }: { row: BankDayRow; bankAccountId: string }) {
  if (row.isClosed) return <StatusBadge tone="posted">Closed</StatusBadge>;
  const name = formatDate(row.day);
  return (
    <ActionForm action={closeDayAction} aria-label={`Close ${name}`}>
      <input type="hidden" name="bankAccountId" value={bankAccountId} />
      <input type="hidden" name="day" value={row.day} />
      <span>
        <ConfirmDialog
          trigger="Close day"
          title={`Close ${name}?`}
          confirmLabel={`Close through ${name}`}
          pendingLabel="Closing…"
          variant="secondary"
          size="sm"
        >
          This closes every open day through {name}. Closed days can&apos;t be reopened, and no line of them
          can change.
        </ConfirmDialog>
      </span>
    </ActionForm>
  );
}
