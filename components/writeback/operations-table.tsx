import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { Money } from "@/components/ui/money";
import { StatusBadge } from "@/components/ui/status-badge";
import type { OperationRow } from "@/lib/writeback/pages/log-queries";
import { OPERATION_TONES } from "./tones";

/** The records of one event: what was asked for, what was answered, and by which ids it is found again. */
export function OperationsTable({
  operations,
  reference,
  timeZone,
}: {
  operations: OperationRow[];
  reference: string;
  timeZone: string;
}) {
  return (
    <DataTable
      caption={`Records of ${reference}`}
      rows={operations}
      rowKey={({ id }) => id}
      columns={[
        { header: "Record", rowHeader: true, cell: ({ kindWords }) => kindWords },
        { header: "Amount", numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
        {
          header: "Status",
          cell: ({ state, stateWords }) => (
            <StatusBadge tone={OPERATION_TONES[state]} className="whitespace-normal">
              {stateWords}
            </StatusBadge>
          ),
        },
        {
          header: "Request and response",
          cell: (row) => <Times row={row} timeZone={timeZone} />,
        },
        { header: "Attempts", numeric: true, cell: ({ attempts }) => attempts },
        { header: "IDs and error", cell: (row) => <Ids row={row} /> },
      ]}
    />
  );
}

function Times({ row, timeZone }: { row: OperationRow; timeZone: string }) {
  if (!row.requestedAt) return "Not yet";
  return (
    <span className="text-sm">
      <InstantText at={row.requestedAt} timeZone={timeZone} className="max-sm:whitespace-normal" />
      <span className="block text-muted">{answerWords(row)}</span>
    </span>
  );
}

function answerWords({ state, answeredAt, ageSeconds }: OperationRow): string {
  if (state === "READY") return "Earlier attempt"; // it was refused and will be sent again
  return answeredAt ? `Response after ${ageSeconds} s` : `No response for ${ageSeconds} s`;
}

function Ids({ row }: { row: OperationRow }) {
  const ids = [
    { label: "In the books", value: row.recordId },
    { label: "Operation", value: row.pushOperationKey },
    { label: "Request key", value: row.idempotencyKey },
    { label: "Correlation", value: row.correlationId },
  ].filter(({ value }) => value !== null);
  const unsaid = row.validation.filter(({ message }) => !row.error?.includes(message));
  if (ids.length === 0 && unsaid.length === 0 && !row.error) return null;
  return (
    <div className="min-w-0 text-sm">
      {row.error && <p className="text-failed">{row.error}</p>}
      {unsaid.map(({ field, message }) => (
        <p key={`${field} ${message}`} className="text-failed">
          {message}
        </p>
      ))}
      <KeyValueList
        items={ids.map(({ label, value }) => ({ label, value: <span className="figures">{value}</span> }))}
      />
    </div>
  );
}
