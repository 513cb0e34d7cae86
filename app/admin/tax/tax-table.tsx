import { PersonLink } from "@/app/admin/_parts/person-link";
import { ActionForm } from "@/components/action-form";
import { DataTable } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Money } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { TinNoticeRow } from "@/lib/investing/taxes/payees";
import { TIN_STATUS_WORDS } from "@/lib/investing/taxes/withholding";
import type { TaxOverviewLine } from "@/lib/paperwork/tax-overview";
import { recordTinNoticeAction, resolveTinNoticeAction } from "./actions";

/** The forms of a year, and what can be done about a payee's number. */
export function TaxTable({ lines, notices }: { lines: TaxOverviewLine[]; notices: TinNoticeRow[] }) {
  return (
    <DataTable
      caption="Forms 1099 in US dollars"
      rows={lines}
      rowKey={({ form, investorId }) => `${form} ${investorId}`}
      empty={<EmptyState title="No forms">Nobody was paid $10.00 of interest in this year.</EmptyState>}
      columns={[
        {
          header: "Payee",
          rowHeader: true,
          cell: ({ userId, name }) => <PersonLink id={userId} name={name} />,
        },
        { header: "Form", cell: ({ form }) => form },
        { header: "TIN", cell: (line) => <Tin line={line} notices={notices} /> },
        { header: "Box 1", numeric: true, cell: ({ box1 }) => <Money amount={box1} /> },
        { header: "Withheld", numeric: true, cell: ({ withheld }) => <Money amount={withheld} /> },
        { header: "Copy", cell: ({ copy }) => <Copy copy={copy} /> },
      ]}
    />
  );
}

function Copy({ copy }: { copy: TaxOverviewLine["copy"] }) {
  if (!copy) return "Not issued";
  return (
    <>
      <a className="link figures" href={`/api/documents/issued/${copy.id}`} download>
        {copy.number}
      </a>
      {copy.isOnPaper && <span className="block text-sm text-muted">On paper</span>}
      {copy.isChanged && <StatusBadge tone="pending">Changed since</StatusBadge>}
    </>
  );
}

function Tin({ line, notices }: { line: TaxOverviewLine; notices: TinNoticeRow[] }) {
  const { payee, userId, name } = line;
  const open = notices.filter((notice) => notice.userId === userId);
  return (
    <div className="grid justify-items-start gap-2">
      <StatusBadge tone={payee.status === "certified" ? "posted" : "pending"}>
        {TIN_STATUS_WORDS[payee.status]}
      </StatusBadge>
      {payee.facts && <span className="figures text-sm text-muted">{`•••${payee.facts.tinLast4}`}</span>}
      {open.map((notice) => (
        <ResolveForm key={notice.id} notice={notice} name={name} />
      ))}
      <RecordForm userId={userId} name={name} />
    </div>
  );
}

function ResolveForm({ notice, name }: { notice: TinNoticeRow; name: string }) {
  return (
    <ActionForm action={resolveTinNoticeAction} aria-label={`Resolve a notice about ${name}`}>
      <input type="hidden" name="noticeId" value={notice.id} />
      <p className="text-sm">
        {notice.isSecond ? "Second notice" : "First notice"}, <DateText on={notice.receivedOn} short />
      </p>
      <div>
        <SubmitButton size="sm" variant="ghost" pendingLabel="Saving…">
          Number is validated
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function RecordForm({ userId, name }: { userId: string; name: string }) {
  return (
    <Disclosure summary="Record a notice of the IRS">
      <ActionForm action={recordTinNoticeAction} aria-label={`Record a notice about ${name}`}>
        <input type="hidden" name="userId" value={userId} />
        <Field name="which" label="Notice">
          <Select defaultValue="first">
            <option value="first">First: name and number do not match</option>
            <option value="second">Second within three years</option>
          </Select>
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Saving…">
            Record notice
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}
