// Spans of the product's own, where scripts/tracing.js sends them; without a collector the work is simply done. On the global object,
// since of web server and product only one is bundled.
export type Tracing = {
  /** Runs `work` as a span below the current one, or below that of a W3C `traceparent` of elsewhere. */
  span: <T>(
    name: string,
    attributes: Record<string, string | number>,
    work: () => Promise<T>,
    traceparent?: string,
  ) => Promise<T>;
  /** Names the current span to another process. */
  traceparent: () => string | undefined;
};

const shared = globalThis as { __modernLendingTracing?: Tracing };

export const traced: Tracing["span"] = (name, attributes, work, traceparent) =>
  shared.__modernLendingTracing
    ? shared.__modernLendingTracing.span(name, attributes, work, traceparent)
    : work();

/** Undefined where nothing is traced. */
export function traceparent(): string | undefined {
  return shared.__modernLendingTracing?.traceparent();
}
