// The stand-in's time, which a test can move: the instant (caches, codes, quotas) and the day (feed rules) apart.
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FARTHEST_ZONE = 14 * HOUR;

export class Clock {
  #advanced = 0;
  #date: string | null = null;

  now(): number {
    return Date.now() + this.#advanced;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  advance(ms: number): void {
    this.#advanced += ms;
  }

  /** Fixes what day it is; null lets it follow the instant again. */
  setDate(date: string | null): void {
    this.#date = date;
  }

  get date(): string | null {
    return this.#date;
  }

  /** The last day that has begun anywhere, since a feed's dates are local ones of a place we do not know. */
  today(): string {
    return this.#date ?? dayOf(this.now() + FARTHEST_ZONE);
  }

  nextMidnight(): number {
    return Math.floor(this.now() / DAY) * DAY + DAY;
  }
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

export function plusDays(date: string, days: number): string {
  return dayOf(Date.parse(`${date}T00:00:00Z`) + days * DAY);
}

/** A day that exists, written `YYYY-MM-DD` and nothing else. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(instant) && dayOf(instant) === text;
}
