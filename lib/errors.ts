// Three kinds of failure, no fourth: a wrong shape is zod's, a refusal by a rule is a DomainError, a broken
// assumption is an invariant that reaches the error page and the log.

/** Short codes for refusals; screens may branch on them, people read the message. */
export type DomainErrorCode =
  | "already-exists"
  | "conflict" // same idempotency key, other content
  | "expired"
  | "insufficient-funds"
  | "invalid"
  | "not-allowed"
  | "not-found"
  | "rate-limited"
  | "unavailable" // an outside service did not answer
  | "withdrawn"
  | "wrong-state";

/** Where a person goes on from a refusal. */
export type WayOn = { readonly href: string; readonly label: string };

/** A rule of the business says no. The message is a sentence for the person who asked; `field` is where to show it. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly field: string | undefined;
  readonly link: WayOn | undefined;

  constructor(code: DomainErrorCode, message: string, field?: string, link?: WayOn) {
    super(message);
    this.name = "DomainError";
    this.code = code;
    this.field = field;
    this.link = link;
  }
}

/** States what must be true here; when it is not, that is a bug, never a person's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
