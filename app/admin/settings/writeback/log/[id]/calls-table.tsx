import { Breakable } from "@/components/ui/breakable";
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
    { label: "Codat company", value: companyId },
    { label: "Connection", value: connectionId },
  ].filter(({ value }) => value !== null);
  return (
    <>
      {ids.length > 0 && (
        <CardBody>
          <KeyValueList
            items={ids.map(({ label, value }) => ({
              label,
              value: <span className="figures">{value && <Breakable text={value} />}</span>,
            }))}
          />
        </CardBody>
      )}
      <DataTable
        caption="API calls"
        rows={calls}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No API calls for this entry yet" />}
        columns={[
          {
            header: "Request",
            rowHeader: true,
            cell: ({ method, path }) => (
              <span className="figures wrap-break-word">
                {method} <Breakable text={shortPath(path, { companyId, connectionId })} />
              </span>
            ),
          },
          {
            header: "Time (server time)",
            cell: ({ at }) => <InstantText bare at={at} timeZone={timeZone} />,
          },
          { header: "Response", cell: (call) => <Response call={call} /> },
          { header: "Idempotency key and correlation ID", cell: (call) => <Keys call={call} /> },
        ]}
      />
    </>
  );
}

function Response({ call: { httpStatus, outcome, note, durationMs } }: { call: CallRow }) {
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
    <div className="wrap-break-word">
      {idempotencyKey && (
        <p>
          Key{" "}
          <span className="figures">
            <Breakable text={idempotencyKey} />
          </span>
        </p>
      )}
      {correlationId && (
        <p>
          Correlation{" "}
          <span className="figures">
            <Breakable text={correlationId} />
          </span>
        </p>
      )}
    </div>
  );
}
