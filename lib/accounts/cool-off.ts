// A wait of payouts after a change with which somebody who took over an account would begin.
import { businessInstant } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { isSandbox } from "@/lib/env";
import { addJob } from "@/lib/queue";

const DAY_MS = 24 * 60 * 60 * 1000;

export type CoolOffReason = "account" | "password" | "email";

const CHANGED: Readonly<Record<CoolOffReason, string>> = {
  account: "the bank account for a payout",
  password: "your password",
  email: "your email address",
};

export type CoolOff = { until: Date; reason: CoolOffReason };

/** Payouts to the person wait for 24 hours from now; a wait that is longer stays. */
export async function startCoolOff(tx: Tx, userId: string, reason: CoolOffReason): Promise<void> {
  const until = new Date((await businessInstant(tx)).getTime() + DAY_MS);
  await tx.payoutCoolOff.upsert({
    where: { userId },
    create: { userId, until, reason },
    update: { until, reason },
  });
  // In the sandbox the wait ends when the business date moves, and the move pays.
  if (!isSandbox) await addJob(tx, "pay-waiting-investments", {}, `pay-after-wait:${userId}`, until);
}

/** Which of these people's payouts wait. A page asks without a transaction, and takes the instant from the clock that pages read. */
export async function coolOffsOf(
  tx: Tx,
  userIds: readonly string[],
  readClock: () => Promise<Date> = () => businessInstant(tx),
): Promise<Map<string, CoolOff>> {
  const rows = await tx.payoutCoolOff.findMany({ where: { userId: { in: [...new Set(userIds)] } } });
  if (rows.length === 0) return new Map();
  const instant = await readClock();
  return new Map(
    rows
      .filter(({ until }) => until > instant)
      .map(({ userId, until, reason }) => [userId, { until, reason: reason as CoolOffReason }]),
  );
}

/** What changed, for a sentence: "your password". */
export function changeInWords(reason: CoolOffReason): string {
  return CHANGED[reason];
}
