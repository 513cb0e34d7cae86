import { env } from "@/lib/env";
import { figures } from "@/lib/jobs/figures";
import { requestFigures } from "@/lib/jobs/request-figures";
import { mayReadMetrics } from "@/lib/metrics-access";
import { prometheusText } from "@/lib/prometheus";

export const dynamic = "force-dynamic";

/** For Prometheus: the figures that an operator watches. Only with METRICS_TOKEN, or from this machine where none is set. */
export async function GET(request: Request) {
  const asked = {
    authorization: request.headers.get("authorization"),
    forwarded: request.headers.get("x-forwarded-for"),
  };
  if (!mayReadMetrics(asked, env.METRICS_TOKEN))
    return Response.json(
      { error: "Reading the metrics takes the token of METRICS_TOKEN." },
      { status: 401, headers: { "WWW-Authenticate": "Bearer" } },
    );
  const text = prometheusText([...requestFigures(), ...(await figures())]);
  return new Response(text, { headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" } });
}
