// Codat's documented limits: requests at a time per company, per minute and address, and per day of the whole client.
import { Refusal } from "./api";
import { MINUTE, SECOND, type Clock } from "./clock";

export type Allowed = {
  concurrent: number | null; // at a time, per company
  perMinute: number | null; // in any window, per address
  windowMs: number;
  perDay: number | null; // times (1 + connected companies)
};

export const DOCUMENTED: Allowed = { concurrent: 10, perMinute: 1000, windowMs: MINUTE, perDay: 1000 };
export const NONE: Allowed = { concurrent: null, perMinute: null, windowMs: MINUTE, perDay: null };

export class Limits {
  allowed: Allowed;
  readonly #clock: Clock;
  readonly #running = new Map<string, number>();
  readonly #recent = new Map<string, Window>();
  #day = { until: 0, used: 0, wasRefused: false };
  #seen = fresh();

  constructor(allowed: Allowed, clock: Clock) {
    this.allowed = { ...allowed };
    this.#clock = clock;
  }

  /**
   * Lets a request in, and counts it.
   *
   * @returns what to call when it is answered
   * @throws Refusal (429) when a limit is reached; such a request does not count
   */
  enter(address: string, companyId: string | null, connectedCompanies: number): () => void {
    const { concurrent, perMinute, windowMs } = this.allowed;
    const today = this.#today();
    const perDay = this.dayLimit(connectedCompanies);
    if (perDay !== null && today.used >= perDay) {
      this.#seen.dayRefused += 1;
      throw tooMany("The daily quota is used up.", today.until - this.#clock.now());
    }
    const window = this.#windowOf(address);
    const inWindow = window.countSince(Date.now() - windowMs);
    if (perMinute !== null && inWindow >= perMinute) {
      this.#seen.minuteRefused += 1;
      throw tooMany("Too many requests a minute.", window.oldest() + windowMs - Date.now());
    }
    const running = companyId === null ? 0 : (this.#running.get(companyId) ?? 0);
    if (companyId !== null && concurrent !== null && running >= concurrent) {
      this.#seen.concurrentRefused += 1;
      throw tooMany("Too many requests at a time for this company.", SECOND);
    }
    window.add(Date.now());
    today.used += 1;
    const seen = this.#seen;
    seen.accepted += 1;
    seen.minuteHighest = Math.max(seen.minuteHighest, inWindow + 1);
    if (companyId === null) return () => undefined;
    this.#running.set(companyId, running + 1);
    seen.concurrentHighest = Math.max(seen.concurrentHighest, running + 1);
    return () => this.#leave(companyId);
  }

  dayLimit(connectedCompanies: number): number | null {
    return this.allowed.perDay === null ? null : this.allowed.perDay * (1 + connectedCompanies);
  }

  /** True once for each day on which the quota ran out. */
  hasJustRunOut(connectedCompanies: number): boolean {
    const perDay = this.dayLimit(connectedCompanies);
    const today = this.#today();
    if (perDay === null || today.used < perDay || today.wasRefused) return false;
    today.wasRefused = true;
    return true;
  }

  /** Codat's three headers; without a daily limit there is nothing to say. */
  headers(connectedCompanies: number): Record<string, string> {
    const perDay = this.dayLimit(connectedCompanies);
    if (perDay === null) return {};
    const { used, until } = this.#today();
    return {
      "x-rate-limit-limit": String(perDay),
      "x-rate-limit-remaining": String(Math.max(0, perDay - used)),
      "x-rate-limit-reset": new Date(until).toISOString(),
    };
  }

  msUntilReset(): number {
    return this.#today().until - this.#clock.now();
  }

  report(connectedCompanies: number) {
    const seen = this.#seen;
    const { concurrent, perMinute, windowMs } = this.allowed;
    const newest = [...this.#recent.values()].map((window) => window.countSince(Date.now() - windowMs));
    return {
      concurrent: {
        limit: concurrent,
        used: Math.max(0, ...this.#running.values()),
        highest: seen.concurrentHighest,
        refused: seen.concurrentRefused,
      },
      minute: {
        limit: perMinute,
        windowMs,
        used: Math.max(0, ...newest),
        highest: seen.minuteHighest,
        refused: seen.minuteRefused,
        accepted: seen.accepted,
        seconds: (Date.now() - seen.since) / SECOND,
      },
      day: {
        limit: this.dayLimit(connectedCompanies),
        used: this.#today().used,
        highest: this.#today().used,
        refused: seen.dayRefused,
      },
    };
  }

  forget(): void {
    this.#seen = fresh();
  }

  #leave(companyId: string): void {
    const left = (this.#running.get(companyId) ?? 1) - 1;
    if (left <= 0) this.#running.delete(companyId);
    else this.#running.set(companyId, left);
  }

  #windowOf(address: string): Window {
    const window = this.#recent.get(address) ?? new Window();
    this.#recent.set(address, window);
    return window;
  }

  #today() {
    if (this.#clock.now() >= this.#day.until)
      this.#day = { until: this.#clock.nextMidnight(), used: 0, wasRefused: false };
    return this.#day;
  }
}

/** The instants of the newest requests of one address, oldest first. */
class Window {
  #instants: number[] = [];
  #start = 0;

  add(instant: number): void {
    this.#instants.push(instant);
  }

  countSince(instant: number): number {
    while (this.#start < this.#instants.length && this.#instants[this.#start]! <= instant) this.#start += 1;
    if (this.#start > 4096) {
      this.#instants = this.#instants.slice(this.#start);
      this.#start = 0;
    }
    return this.#instants.length - this.#start;
  }

  oldest(): number {
    return this.#instants[this.#start] ?? Date.now();
  }
}

function fresh() {
  return {
    accepted: 0,
    minuteHighest: 0,
    minuteRefused: 0,
    concurrentHighest: 0,
    concurrentRefused: 0,
    dayRefused: 0,
    since: Date.now(),
  };
}

function tooMany(message: string, waitMs: number): Refusal {
  return new Refusal(429, message, { retryAfter: Math.max(1, Math.ceil(waitMs / SECOND)) });
}
