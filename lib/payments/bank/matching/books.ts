// What the passes share: accounts that are never mixed, amounts that compare exactly, groups.
import type { IsoDate } from "@/lib/calendar/dates";

/** A line or target with its amount in minor units. */
export type Open<T> = T & { minor: bigint };

/** An inclusive range of days. */
export type Days = { from: IsoDate; to: IsoDate };

/** One account in one currency: nothing is matched across. */
export function bookOf({ bankAccount, currency }: { bankAccount: string; currency: string }): string {
  return `${bankAccount}\n${currency}`;
}

/** Lists by a key, in the order of the items; null is in no list. */
export function groupedBy<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
