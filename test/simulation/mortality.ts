// Lets the process die at a statement: from then on nothing it asks of the database is carried out, until it is started
// again. What was committed stays, what was not is gone, and for the statement at which it died the caller cannot know.
import pg from "pg";

class ProcessDied extends Error {
  constructor() {
    super("The process died here.");
  }
}

type Query = (...args: unknown[]) => unknown;
const prototype = pg.Client.prototype as unknown as { query: Query };

export class Mortality {
  readonly counts = { statements: 0, deaths: 0 };
  /** What is being done, and how many statements each such thing has taken. */
  activity = "begin";
  readonly statementsBy: Record<string, number> = {};
  isDead = false;
  #left = Infinity;
  readonly #asItWas = prototype.query;

  constructor() {
    const pass = this.#pass.bind(this);
    const query = this.#asItWas;
    prototype.query = function (this: unknown, ...args: unknown[]) {
      return pass(args, () => query.apply(this, args));
    };
  }

  /** Dies at the n-th statement from now, if it comes to that. */
  dieAfter(statements: number): void {
    this.#left = statements;
  }

  startAgain(): void {
    this.isDead = false;
    this.#left = Infinity;
  }

  close(): void {
    prototype.query = this.#asItWas;
  }

  #pass(args: unknown[], ask: () => unknown): unknown {
    const text = textOf(args[0]);
    // A dead process closes its connections, which is how the server comes to roll back.
    if (text === "ROLLBACK") return ask();
    this.counts.statements += 1;
    this.statementsBy[this.activity] = (this.statementsBy[this.activity] ?? 0) + 1;
    if (this.isDead) return refuse(args);
    this.#left -= 1;
    if (this.#left > 0) return ask();
    this.isDead = true;
    this.counts.deaths += 1;
    // The answer to a COMMIT is lost: it was carried out.
    if (text !== "COMMIT") return refuse(args);
    return Promise.resolve(ask()).then(() => {
      throw new ProcessDied();
    });
  }
}

function textOf(config: unknown): string {
  if (typeof config === "string") return config;
  return typeof config === "object" && config !== null && "text" in config ? String(config.text) : "";
}

/** As pg says it: by the callback where there is one, which the pool uses, else by the promise. */
function refuse(args: unknown[]): unknown {
  const callback = args.at(-1);
  if (typeof callback !== "function") return Promise.reject(new ProcessDied());
  queueMicrotask(() => (callback as (error: Error) => void)(new ProcessDied()));
  return undefined;
}
