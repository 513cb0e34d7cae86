import { businessDate } from "@/lib/clock";
import { findLatestDateMove, type DateMoveProgress } from "@/lib/jobs/queries";

/** Shared by the page and the route handler, so that both agree. */
export type BusinessDateState = { businessDate: string; move: DateMoveProgress | null };

const SHOWN_DAYS = 60;

export async function businessDateState(): Promise<BusinessDateState> {
  const [today, move] = await Promise.all([businessDate(), findLatestDateMove({ dayLimit: SHOWN_DAYS })]);
  return { businessDate: today, move };
}
