import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { isTransient } from "@/lib/transient-errors";

/**
 * Works on a list as a whole; where that fails, on each half, down to the one that is at fault, so that it does not keep the others
 * from being done. The halves keep the order.
 *
 * @param work   must leave nothing behind when it fails: one database transaction
 * @param report gets the one at fault
 * @returns what `work` returned for each part that was done
 * @throws what is no fault of an item: the database is away, and would be for the halves as well
 */
export async function inHalves<T, R>(
  items: T[],
  work: (items: T[]) => Promise<R>,
  report: (item: T, error: unknown) => void,
): Promise<R[]> {
  if (items.length === 0) return [];
  try {
    return [await work(items)];
  } catch (error) {
    if (isTransient(error)) throw error;
    if (items.length === 1) {
      report(items[0]!, error);
      return [];
    }
  }
  const half = Math.ceil(items.length / 2);
  const first = await inHalves(items.slice(0, half), work, report);
  return [...first, ...(await inHalves(items.slice(half), work, report))];
}

/** Logs why one item was left out: what a rule refuses is expected, everything else is a fault. */
export function logLeftOut(item: object, error: unknown, sentence: string): void {
  if (error instanceof DomainError) log.warn({ ...item, reason: error.message }, sentence);
  else log.error({ ...item, err: error }, sentence);
}
