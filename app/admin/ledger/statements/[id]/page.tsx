import type { Metadata } from "next";
import { SealLine } from "@/components/seal-line";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText, InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Letterhead } from "@/components/ui/letterhead";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { readStatement, type StatementLine } from "@/lib/ledger/statements";
import { namesOfAccounts } from "@/lib/people/names";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { hrefWith } from "@/app/_parts/href-with";
import { accountHref } from "../../../_parts/paths";
import { CodeLink, TransactionLink } from "../../../_parts/references";
import { words } from "@/app/_parts/words";
import { PrintButton } from "./print-button";

export const metadata: Metadata = { title: "Statement" };

type Statement = NonNullable<Awaited<ReturnType<typeof readStatement>>>;

export default async function LedgerStatementPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("books.see");
  const statement = await found(readStatement((await params).id));
  const { account, currency, from, to, version, createdAt, opening, closing } = statement;
  const name = (await namesOfAccounts([account])).get(account) ?? statement.name;
  return (
    <>
      <Header statement={statement} name={name} />
      <Letterhead
        title={`Statement of ${name}`}
        facts={
          <>
            <p>
              <CodeLink href={accountHref(account)}>{account}</CodeLink>
            </p>
            <p>
              <DateText on={from} /> to <DateText on={to} />
            </p>
            <p>
              As known at{" "}
              <CodeLink href={hrefWith(accountHref(account), { version })}>{`version ${version}`}</CodeLink>,
              made <InstantText at={createdAt} />
            </p>
            <p>Amounts in {currency}</p>
          </>
        }
      >
        <KeyValueList
          className="mb-6"
          items={[
            { label: "Opening balance", value: <Money amount={opening} /> },
            { label: "Closing balance", value: <Money amount={closing} />, emphasis: true },
          ]}
        />
        <div className="-mx-4 border-t sm:-mx-6">
          <DataTable
            caption="Posted entries, oldest first"
            rows={statement.lines}
            rowKey={(line) => line.version}
            columns={COLUMNS}
            empty={
              <EmptyState kind="no-results" title="No entries in this period">
                The balance did not change.
              </EmptyState>
            }
          />
        </div>
        <SealLine />
      </Letterhead>
    </>
  );
}

function Header({ statement: { id, account, reproduced }, name }: { statement: Statement; name: string }) {
  return (
    <div className="no-print">
      <PageHeader
        title={`Statement ${id}`}
        breadcrumbs={
          <Breadcrumbs
            items={[
              { label: "Accounts", href: "/admin/ledger" },
              { label: name, href: accountHref(account) },
              { label: `Statement ${id}` },
            ]}
          />
        }
        status={
          reproduced ? (
            <StatusBadge tone="posted">Verified</StatusBadge>
          ) : (
            <StatusBadge tone="failed">Does not match</StatusBadge>
          )
        }
        description={
          reproduced
            ? "We just read the entries from the journal again. They lead from the opening balance to the closing balance recorded when the statement was made."
            : "The entries in the journal no longer lead from the opening balance to the closing balance recorded when the statement was made. This happens only if the books were altered. Run the checks and verify the seal."
        }
        actions={<PrintButton />}
      />
    </div>
  );
}

const COLUMNS: Column<StatementLine>[] = [
  {
    header: "Entry",
    rowHeader: true,
    cell: ({ transaction }) => (
      <span className="block min-w-0 font-normal">
        <DateText on={transaction.effectiveOn} short /> <TransactionLink id={transaction.id} />
        <span className="block">{words(transaction.eventType)}</span>
      </span>
    ),
  },
  { header: "Version", numeric: true, cell: ({ version }) => version },
  {
    header: "Debit",
    numeric: true,
    cell: ({ side, amount }) => side === "debit" && <Money amount={amount} />,
  },
  {
    header: "Credit",
    numeric: true,
    cell: ({ side, amount }) => side === "credit" && <Money amount={amount} />,
  },
];
