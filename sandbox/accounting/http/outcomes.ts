// How the next pushes end when a test does not leave it to the platform's rules.
export type Outcome = {
  kind: "Success" | "Failed" | "TimedOut" | "TimedOutWritten" | "TimedOutThenSuccess" | "Pending";
  message: string | null; // of a failure
  delayMs: number | null; // before it ends
  lateMs: number; // after a timeout, before it is written after all
};

const NATURAL: Outcome = { kind: "Success", message: null, delayMs: null, lateMs: 0 };

type Script = Outcome & { dataType: string | null; connectionId: string | null; count: number };

export class Outcomes {
  #scripts: Script[] = [];

  add(script: Script): void {
    this.#scripts.push(script);
  }

  clear(): void {
    this.#scripts = [];
  }

  get waiting(): readonly Script[] {
    return this.#scripts;
  }

  /** The outcome of a push that is being accepted. */
  take(dataType: string, connectionId: string): Outcome {
    const script = this.#scripts.find(
      (one) =>
        (one.dataType === null || one.dataType === dataType) &&
        (one.connectionId === null || one.connectionId === connectionId),
    );
    if (!script) return NATURAL;
    script.count -= 1;
    if (script.count <= 0) this.#scripts.splice(this.#scripts.indexOf(script), 1);
    const { kind, message, delayMs, lateMs } = script;
    return { kind, message, delayMs, lateMs };
  }
}
