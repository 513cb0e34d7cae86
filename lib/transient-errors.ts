// What a database says when it is away, busy or changing its primary, which is no fault of what was asked of it: whoever asks
// again under the same key gets an answer. One table for pages, worker and tools; the codes were seen in a Patroni cluster behind
// HAProxy and PgBouncer, event by event (docs/operations.md).

/** `nothing`: it cannot have been written, so the same work may simply run again. `unknown`: it may be committed, and only asking again under its key shows. */
export type Written = "nothing" | "unknown";

type Row = { code: string; is: string; written: Written };

/** SQL states, Prisma's codes and Node's. A code that ends in * covers all that begin so. */
export const TRANSIENT: readonly Row[] = [
  { code: "40001", is: "two transactions crossed", written: "nothing" },
  { code: "40P01", is: "a deadlock", written: "nothing" },
  { code: "25006", is: "a standby, or a primary that is just being promoted", written: "nothing" },
  { code: "53300", is: "too many connections", written: "nothing" },
  { code: "55P03", is: "a lock that another transaction kept for too long", written: "nothing" },
  { code: "57014", is: "a statement that took too long", written: "nothing" },
  { code: "57P03", is: "the server is starting or stopping and takes no connection", written: "nothing" },
  { code: "57P01", is: "the server ended the connection: it stops, or was demoted", written: "unknown" },
  { code: "57P02", is: "the server crashed", written: "unknown" },
  { code: "57P05", is: "the connection did nothing for too long", written: "unknown" },
  { code: "25P03", is: "the transaction did nothing for too long", written: "nothing" },
  {
    code: "08*",
    is: "the connection is gone; 08P01 is also what PgBouncer says without a server",
    written: "unknown",
  },
  { code: "P2024", is: "no free connection in time", written: "nothing" },
  { code: "P2034", is: "two transactions crossed", written: "nothing" },
  { code: "P2037", is: "too many connections", written: "nothing" },
  { code: "P2028", is: "a transaction that could not begin, or was cut off", written: "unknown" },
  { code: "P1*", is: "the server is not reached, or has closed the connection", written: "unknown" },
  { code: "DatabaseNotReachable", is: "what Prisma's adapter says when nobody listens", written: "nothing" },
  { code: "ConnectionClosed", is: "what it says when the connection was cut", written: "unknown" },
  { code: "SocketTimeout", is: "what it says without a response", written: "unknown" },
  { code: "TooManyConnections", is: "what it says when the server is full", written: "nothing" },
  { code: "ECONNREFUSED", is: "nobody listens there", written: "nothing" },
  { code: "ENOTFOUND", is: "the name is not known", written: "nothing" },
  { code: "EAI_AGAIN", is: "the name cannot be looked up just now", written: "nothing" },
  { code: "EHOSTUNREACH", is: "no way to the machine", written: "nothing" },
  { code: "EHOSTDOWN", is: "the machine is off", written: "nothing" },
  { code: "ENETUNREACH", is: "no way to the network", written: "nothing" },
  { code: "ECONNRESET", is: "the connection was cut", written: "unknown" },
  { code: "EPIPE", is: "the connection was cut", written: "unknown" },
  { code: "ETIMEDOUT", is: "no response", written: "unknown" },
];

/** What the driver says without a code. */
const TRANSIENT_WORDS: readonly { words: RegExp; written: Written }[] = [
  { words: /^Unable to start a transaction in the given time/, written: "nothing" },
  { words: /^timeout exceeded when trying to connect/, written: "nothing" },
  { words: /^Connection terminated due to connection timeout/, written: "nothing" },
  { words: /^Connection terminated/, written: "unknown" },
  { words: /^Client has encountered a connection error and is not queryable/, written: "unknown" },
  { words: /^Query read timeout/, written: "unknown" },
  { words: /^timeout expired$/, written: "nothing" },
];

/** Prisma's own codes for "the database said", which name its code inside. */
const WRAPPERS = new Set(["P2010", "P2039"]);
const CODE_IN_MESSAGE = /\bCode: `?([0-9A-Z]{5})`?/;

/**
 * Whether an error is the database's being away or busy, and whether something may have been written.
 *
 * @returns null for everything else
 */
export function transience(error: unknown): Written | null {
  return find(error)?.written ?? null;
}

/** The code of such an error; an empty text where the driver gave none, null for every other error. */
export function transientCode(error: unknown): string | null {
  return find(error)?.code ?? null;
}

/** True for what a later try under the same key can change. */
export function isTransient(error: unknown): boolean {
  return find(error) !== null;
}

function find(error: unknown): { code: string; written: Written } | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof AggregateError) return find(error.errors[0]);
  for (const code of codesOf(error)) {
    if (code === "P2028" && /Unable to start a transaction/.test(error.message))
      return { code, written: "nothing" };
    const row = TRANSIENT.find((each) =>
      each.code.endsWith("*") ? code.startsWith(each.code.slice(0, -1)) : each.code === code,
    );
    if (row) return { code, written: row.written };
  }
  if (error.name === "PrismaClientInitializationError") return { code: "", written: "nothing" };
  const cause = causeOf(error);
  const spoken = [error.message, cause?.message, cause?.originalMessage].filter(
    (words) => typeof words === "string",
  );
  const known = TRANSIENT_WORDS.find(({ words }) => spoken.some((each) => words.test(each)));
  if (known) return { code: "", written: known.written };
  return error.cause instanceof Error ? find(error.cause) : null;
}

type Cause = {
  originalCode?: unknown;
  code?: unknown;
  kind?: unknown;
  message?: string;
  originalMessage?: string;
};

/** What the driver said, where Prisma kept it. */
function causeOf(error: Error): Cause | undefined {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: Cause } } };
  const cause = meta?.driverAdapterError?.cause ?? error.cause;
  return typeof cause === "object" && cause !== null ? (cause as Cause) : undefined;
}

/** The innermost first: it says most. */
function codesOf(error: Error): string[] {
  const cause = causeOf(error);
  const own = "code" in error ? String(error.code) : "";
  const inMessage = own === "" || WRAPPERS.has(own) ? CODE_IN_MESSAGE.exec(error.message)?.[1] : undefined;
  return [cause?.originalCode, cause?.code, cause?.kind, inMessage, own].filter(
    (code): code is string => typeof code === "string" && code !== "",
  );
}
