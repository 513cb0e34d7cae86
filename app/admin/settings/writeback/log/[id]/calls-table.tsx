import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { CardBody } from "@/components/ui/card";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { CallRow } from "@/lib/writeback/pages/log-queries";
import { placesOf, shortPath } from "./call-path";

export function CallsTable({ calls, timeZone }: { calls: CallRow[]; timeZone: string }) {
  const { companyId, connectionId } = placesOf(calls.map(({ path }) => path));
  const ids = [
    { label: "Company at Codat", value: companyId },
    { label: "Connection", value: connectionId },
  ].filter(({ value }) => value !== null);
  return (
    <>
      {ids.length > 0 && (
        <CardBody>
          <KeyValueList
            items={ids.map(({ label, value }) => ({
              label,
              value: <span className="figures">{value}</span>,
            }))}
          />
        </CardBody>
      )}
      <DataTable
        caption="Calls"
        rows={calls}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No call has been made for this entry yet" />}
        columns={[
          {
            header: "Request",
            rowHeader: true,
            cell: ({ method, path }) => (
              <span className="figures wrap-anywhere">
                {method} {shortPath(path, { companyId, connectionId })}
              </span>
            ),
          },
          {
            header: "When (server time)",
            cell: ({ at }) => (
              <InstantText bare at={at} timeZone={timeZone} className="max-sm:whitespace-normal" />
            ),
          },
          { header: "Answer", cell: (call) => <Answer call={call} /> },
          { header: "Request key and correlation id", cell: (call) => <Keys call={call} /> },
        ]}
      />
    </>
  );
}

function Answer({ call: { httpStatus, outcome, note, durationMs } }: { call: CallRow }) {
  return (
    <div>
      <span className="sm:whitespace-nowrap">
        {httpStatus ?? "None"}: {outcome}, {durationMs} ms
      </span>
      {note && <p className="text-sm text-muted">{note}</p>}
    </div>
  );
}

function Keys({ call: { idempotencyKey, correlationId } }: { call: CallRow }) {
  if (!idempotencyKey && !correlationId) return "None";
  return (
    <div className="wrap-anywhere">
      {idempotencyKey && (
        <p>
          Key <span className="figures">{idempotencyKey}</span>
        </p>
      )}
      {correlationId && (
        <p>
          Correlation <span className="figures">{correlationId}</span>
        </p>
      )}
    </div>
  );
}
