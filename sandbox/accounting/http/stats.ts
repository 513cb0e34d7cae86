// Counters, so that a test or benchmark can ask what a client really did.
import type { ApiRequest } from "./api";

const KEPT = 50;

export class Stats {
  #all = 0;
  #byRoute = new Map<string, number>();
  #pushes = new Map<string, number>();
  #records = new Map<string, number>();
  #violations: { at: string; method: string; path: string; message: string; field: string }[] = [];
  #violationCount = 0;
  // What is in the books does not begin again with the counters: a second one of the same stays a second one.
  readonly #written = new Map<string, number>();
  duplicates = 0;
  alike = 0;
  repeatedFeedLines = 0; // refused, for their ids were in the feed already
  pushesWithoutKey = 0;
  unauthorized = 0;
  idempotency = { replayed: 0, conflicts: 0, mismatches: 0 };

  request(route: string): void {
    this.#all += 1;
    up(this.#byRoute, route);
  }

  push(dataType: string, hasKey: boolean): void {
    up(this.#pushes, dataType);
    if (!hasKey) this.pushesWithoutKey += 1;
  }

  /**
   * A record that reached the books.
   *
   * @param signature all that it says
   * @param isNamed   whether that includes words of the sender's: two records that have none may be alike and both be right
   */
  record(dataType: string, signature: string, isNamed = true): void {
    up(this.#records, dataType);
    if (up(this.#written, `${dataType} ${signature}`) === 1) return;
    if (isNamed) this.duplicates += 1;
    else this.alike += 1;
  }

  violation(request: ApiRequest, message: string, field: string): void {
    this.#violationCount += 1;
    const { method, path } = request;
    this.#violations.push({ at: new Date().toISOString(), method, path, message, field });
    if (this.#violations.length > KEPT) this.#violations.shift();
  }

  report() {
    return {
      requests: { all: this.#all, byRoute: Object.fromEntries(this.#byRoute) },
      pushes: Object.fromEntries(this.#pushes),
      records: Object.fromEntries(this.#records),
      duplicates: this.duplicates,
      alike: this.alike,
      repeatedFeedLines: this.repeatedFeedLines,
      pushesWithoutKey: this.pushesWithoutKey,
      idempotency: this.idempotency,
      contractViolations: { count: this.#violationCount, last: this.#violations },
      unauthorized: this.unauthorized,
    };
  }

  forget(): void {
    this.#all = 0;
    this.#byRoute.clear();
    this.#pushes.clear();
    this.#records.clear();
    this.#violations = [];
    this.#violationCount = 0;
    this.duplicates = 0;
    this.alike = 0;
    this.repeatedFeedLines = 0;
    this.pushesWithoutKey = 0;
    this.unauthorized = 0;
    this.idempotency = { replayed: 0, conflicts: 0, mismatches: 0 };
  }
}

function up(counters: Map<string, number>, name: string): number {
  const count = (counters.get(name) ?? 0) + 1;
  counters.set(name, count);
  return count;
}
