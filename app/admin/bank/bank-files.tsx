import { ActionForm } from "@/components/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { DataTable, type Column } from "@/components/ui/data-table";
import { DateText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { RefreshWhileLoading } from "@/components/refresh-while-loading";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BankFileState, BankFileView } from "@/lib/payments/bank/queries";
import { count } from "@/app/_parts/words";
import { PersonLink } from "../_parts/person-link";
import { discardFileAction, importFileAction } from "./actions";

const STATES: Readonly<Record<BankFileState, readonly [Tone, string]>> = {
  READING: ["pending", "Being read"],
  READY: ["info", "Ready to import"],
  IMPORTING: ["pending", "Being imported"],
  WAITING: ["pending", "Waiting for a missing statement"],
  IMPORTED: ["posted", "Imported"],
  REFUSED: ["failed", "Refused"],
  DISCARDED: ["voided", "Discarded"],
};

/** The files that were uploaded last, with what importing each adds or why it is refused. */
export function BankFiles({ files, names }: { files: BankFileView[]; names: ReadonlyMap<string, string> }) {
  const isBusy = files.some(({ state }) => state === "READING" || state === "IMPORTING");
  return (
    <Card aria-labelledby="files">
      {isBusy && <RefreshWhileLoading />}
      <CardHeader id="files" title="Statement files" description="The newest 20." />
      <DataTable
        caption="Statement files, newest first"
        rows={files}
        rowKey={({ id }) => id}
        columns={columns(names)}
        empty={<p className="px-6 py-4 text-muted">No file was uploaded yet.</p>}
      />
    </Card>
  );
}

const columns = (names: ReadonlyMap<string, string>): Column<BankFileView>[] => [
  {
    header: "File",
    rowHeader: true,
    cell: ({ name, format, uploadedOn, uploadedById }) => (
      <div className="wrap-anywhere">
        {name}
        <span className="block text-sm font-normal text-muted">
          {format.toUpperCase()}, <DateText on={uploadedOn} short />,{" "}
          <PersonLink id={uploadedById} name={names.get(uploadedById) ?? uploadedById} />
        </span>
      </div>
    ),
  },
  {
    header: "Status",
    cell: ({ state }) => <StatusBadge tone={STATES[state][0]}>{STATES[state][1]}</StatusBadge>,
  },
  { header: "What it holds", cell: (file) => <Contents file={file} /> },
  { header: "Decision", bare: true, cell: (file) => <Decision file={file} /> },
];

function Contents({ file: { preview, message } }: { file: BankFileView }) {
  return (
    <div className="grid gap-2">
      {preview.map((statement, n) => (
        <div key={n}>
          <DateText on={statement.from} short /> to <DateText on={statement.to} short />:{" "}
          <Money amount={statement.opening} /> to <Money amount={statement.closing} />
          <span className="block text-sm text-muted">
            {count(statement.newLines, "new line")}, {statement.knownLines} known, {statement.missingLines}{" "}
            missing
            {statement.pendingLines > 0 && `, ${statement.pendingLines} pending (not imported)`}
          </span>
          {statement.gap && <span className="block text-sm">{statement.gap}</span>}
        </div>
      ))}
      {message && <p className="max-w-prose">{message}</p>}
    </div>
  );
}

function Decision({ file: { id, name, state } }: { file: BankFileView }) {
  return (
    <div className="flex flex-wrap gap-2">
      {state === "READY" && (
        <ActionForm action={importFileAction} aria-label={`Import ${name}`}>
          <input type="hidden" name="fileId" value={id} />
          <SubmitButton size="sm" pendingLabel="Importing…">
            Import
          </SubmitButton>
        </ActionForm>
      )}
      {(state === "READY" || state === "WAITING") && (
        <ActionForm action={discardFileAction} aria-label={`Discard ${name}`}>
          <input type="hidden" name="fileId" value={id} />
          <SubmitButton size="sm" variant="secondary" pendingLabel="Discarding…">
            Discard
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  );
}
