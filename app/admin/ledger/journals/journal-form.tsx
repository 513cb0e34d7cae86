import { ReasonField } from "@/app/admin/_parts/reason-field";
import { ActionForm } from "@/components/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import Link from "@/components/ui/link";
import { MoneyInput } from "@/components/ui/money-input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { JOURNAL_ACCOUNTS } from "@/lib/transaction-types/manual-journal";
import { proposeJournalAction } from "./actions";
import { MOST_ROWS } from "./inputs";

export function JournalForm({ today, rows }: { today: string; rows: number }) {
  return (
    <ActionForm action={proposeJournalAction} aria-label="Propose a journal">
      <Field name="effectiveOn" label="Date">
        <Input type="date" defaultValue={today} max={today} className="max-w-48" />
      </Field>
      {Array.from({ length: rows }, (_, row) => (
        <Row key={row} row={row} />
      ))}
      {rows < MOST_ROWS && (
        <Link
          className="link justify-self-start"
          href={`/admin/ledger/journals?rows=${Math.min(rows + 4, MOST_ROWS)}`}
        >
          More lines
        </Link>
      )}
      <ReasonField hint="What the other accountant reads." />
      <SubmitButton pendingLabel="Proposing…" className="justify-self-start">
        Propose journal
      </SubmitButton>
    </ActionForm>
  );
}

function Row({ row }: { row: number }) {
  return (
    <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
      <Field name={`account${row}`} label={`Account of line ${row + 1}`}>
        <Select>
          <option value="">None</option>
          {JOURNAL_ACCOUNTS.map(({ code, name }) => (
            <option key={code} value={code}>
              {name} ({code})
            </option>
          ))}
        </Select>
      </Field>
      <Field name={`debit${row}`} label="Debit">
        <MoneyInput sign="$" />
      </Field>
      <Field name={`credit${row}`} label="Credit">
        <MoneyInput sign="$" />
      </Field>
    </div>
  );
}
