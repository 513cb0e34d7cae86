import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { SubmitButton } from "@/components/ui/submit-button";
import { addMonths, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import type { LedgerStatement } from "@/lib/ledger/statements";
import { statementHref } from "../../../_parts/paths";
import { makeStatementAction } from "./actions";

/** Past statements and the form for a new one, which starts with the last full month. */
export function StatementsCard({
  account,
  statements,
  today,
}: {
  account: string;
  statements: LedgerStatement[];
  today: IsoDate;
}) {
  const from = `${addMonths(today, -1).slice(0, 8)}01`;
  return (
    <Card>
      <CardHeader
        title="Statements"
        description="A statement of the account's entries for a period. Once made, it never changes."
      />
      {statements.length > 0 && (
        <DataTable
          caption="Statements of this account"
          rows={statements}
          rowKey={({ id }) => id}
          columns={COLUMNS}
        />
      )}
      <CardBody className={statements.length > 0 ? "border-t pt-4 sm:pt-6" : undefined}>
        <ActionForm action={makeStatementAction} aria-label="Make a statement">
          <input type="hidden" name="account" value={account} />
          <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
            <Field name="from" label="First day">
              <Input type="date" defaultValue={from} max={today} />
            </Field>
            <Field name="to" label="Last day">
              <Input type="date" defaultValue={monthEnd(from)} max={today} />
            </Field>
          </div>
          <SubmitButton variant="secondary" pendingLabel="Making it…" className="justify-self-start">
            Make a statement
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

const COLUMNS: Column<LedgerStatement>[] = [
  {
    header: "Statement",
    rowHeader: true,
    cell: ({ id, from, to }) => (
      <Link href={statementHref(id)} className="link inline-block min-h-6 leading-6">
        <DateText on={from} short /> to <DateText on={to} short />
      </Link>
    ),
  },
  { header: "Version", numeric: true, cell: ({ version }) => version },
  { header: "Opening", numeric: true, cell: ({ opening }) => <Money amount={opening} /> },
  { header: "Closing", numeric: true, cell: ({ closing }) => <Money amount={closing} /> },
];
