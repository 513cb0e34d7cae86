import { Alert } from "@/components/ui/alert";
import type { ConnectionView } from "@/lib/writeback/books/connection-view";

/** What came of the visit to the software's page: what the connection says counts, not what the address says. */
export function ReturnNotice({
  connection,
  statusCode,
}: {
  connection: ConnectionView | null;
  statusCode: string;
}) {
  if (!connection) return null;
  if (statusCode === "200" && connection.status === "Linked")
    return (
      <Alert tone="posted" role="status">
        {connection.platformName} is connected.
      </Alert>
    );
  if (statusCode === "200")
    return (
      <Alert tone="pending" role="status" title={`${connection.platformName} has not confirmed access yet`}>
        This page refreshes automatically. If nothing changes within a minute, connect again.
      </Alert>
    );
  if (connection.status === "Linked")
    return (
      <Alert tone="pending" role="status" title="Nothing was changed">
        You left {connection.platformName} before finishing. The connection is unchanged.
      </Alert>
    );
  return (
    <Alert tone="pending" role="status" title="Nothing was connected">
      You left {connection.platformName} without allowing access. You can connect again at any time.
    </Alert>
  );
}
