// Traces for an OpenTelemetry collector, only where OTEL_EXPORTER_OTLP_ENDPOINT names one: nothing of it is loaded otherwise. Next and
// Prisma add their own spans once a provider is registered. Plain JavaScript like serve.js, which does not run under tsx.

/** Of a page with a search these hold what somebody looked for. */
const ADDRESSES = ["http.target", "http.url", "url.full", "url.query"];

/**
 * Begins to send spans; lib/tracing.ts is how the product's code reaches them.
 *
 * @param {string} service names the process, unless OTEL_SERVICE_NAME does
 * @returns {Promise<{ stop: () => Promise<void> } | null>} what sends the rest at the end; null without a collector
 */
export async function startTracing(service) {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT) return null;
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }, { PrismaInstrumentation }] =
    await Promise.all([
      import("@opentelemetry/api"),
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("@prisma/instrumentation"),
    ]);
  const exporter = new OTLPTraceExporter();
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) => {
    for (const { attributes } of spans) for (const name of ADDRESSES) cutSearch(attributes, name);
    send(spans, done);
  };
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": process.env.OTEL_SERVICE_NAME ?? service }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  provider.register();
  new PrismaInstrumentation();
  const tracer = api.trace.getTracer("modern-lending");
  const contextOf = (/** @type {string | undefined} */ traceparent) =>
    traceparent === undefined
      ? api.context.active()
      : api.propagation.extract(api.context.active(), { traceparent });
  /** @type {import("../lib/tracing").Tracing} */
  const tracing = {
    span: (name, attributes, work, traceparent) =>
      tracer.startActiveSpan(name, { attributes }, contextOf(traceparent), async (span) => {
        try {
          return await work();
        } catch (error) {
          span.recordException(error instanceof Error ? error : String(error));
          span.setStatus({ code: api.SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
    traceparent: () => {
      /** @type {{ traceparent?: string }} */
      const carrier = {};
      api.propagation.inject(api.context.active(), carrier);
      return carrier.traceparent;
    },
  };
  /** @type {{ __modernLendingTracing?: object }} */ (globalThis).__modernLendingTracing = tracing;
  return { stop: () => provider.shutdown().catch(() => {}) }; // a collector that is away holds nobody up
}

/**
 * @param {Record<string, unknown>} attributes
 * @param {string} name
 */
function cutSearch(attributes, name) {
  const value = attributes[name];
  if (typeof value === "string") attributes[name] = value.split("?")[0];
}
