export type RefusalCode = "invalid-request" | "negative-amortization" | "no-solution" | "impossible-event";

/**
 * A calculation that has no sensible answer. `path` names the field to change, dotted, empty for the whole request;
 * the message is a sentence for a person.
 */
export class CalculationRefused extends RangeError {
  readonly code: RefusalCode;
  readonly path: string;

  constructor(code: RefusalCode, path: string, message: string) {
    super(message);
    this.name = "CalculationRefused";
    this.code = code;
    this.path = path;
  }
}
