// The log as a CSV file, row by row: it may be long, and is never held in memory as a whole.
import "server-only";
import { logCsvRows, type LogFilter } from "@/lib/writeback/pages/log-queries";
import { csvHeaders, csvLines } from "@/app/_parts/csv";

export function logCsv(filter: LogFilter): Response {
  const rows = logCsvRows(filter);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await rows.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(csvLines([value])));
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
  return new Response(body, { headers: csvHeaders("writeback-log.csv") });
}
