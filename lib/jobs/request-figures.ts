import type { Metric } from "@/lib/prometheus";
import { answeredRequests } from "@/lib/server-state";

/** What the processes of this web server have answered since they were started; nothing where there is no web server. */
export function requestFigures(): Metric[] {
  const answered = answeredRequests();
  if (answered === null) return [];
  const requests = Object.entries(answered.requests).map(([key, value]) => {
    const [method = "", status = ""] = key.split(" ");
    return { labels: { method, status }, value };
  });
  const buckets = Object.entries(answered.atMost)
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([le, value]) => ({ suffix: "_bucket" as const, labels: { le }, value }));
  return [
    {
      name: "modern_lending_http_requests_total",
      help: "Requests answered, by method and status.",
      type: "counter",
      samples: requests,
    },
    {
      name: "modern_lending_http_request_duration_seconds",
      help: "Seconds from a request to the end of its response.",
      type: "histogram",
      samples: [
        ...buckets,
        { suffix: "_bucket", labels: { le: "+Inf" }, value: answered.count },
        { suffix: "_sum", value: answered.seconds },
        { suffix: "_count", value: answered.count },
      ],
    },
  ];
}
