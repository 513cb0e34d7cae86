import { businessDate } from "@/lib/clock";
import { findLatestDateMove, type DateMoveProgress } from "@/lib/jobs/queries";

/** What the page shows and the route handler answers, so that both always agree. */
export type BusinessDateState = { businessDate: string; move: DateMoveProgress | null };

const SHOWN_DAYS = 60;

export async function businessDateState(): Promise<BusinessDateState> {
  const [today, move] = await Promise.all([businessDate(), findLatestDateMove({ dayLimit: SHOWN_DAYS })]);
  return { businessDate: today, move };
}
