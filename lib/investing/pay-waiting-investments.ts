import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { notify } from "@/lib/notifications/notify";
import { project } from "./projection";
import { investmentPath, userOf, waitingWords } from "./investor-notes";
import { startPayout } from "./start-payout";

/**
 * Pays out what has matured, oldest maturity first. Where cash does not suffice for the oldest, the others wait behind
 * it: a small payout never overtakes a large one that has waited longer. One query when nothing waits.
 *
 * @returns how many payouts were started
 */
export async function payWaitingInvestments({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const waiting = await db.investment.findMany({
    where: { status: "MATURED", payoutOrderId: null, problem: null },
    orderBy: [{ maturesOn: "asc" }, { number: "asc" }],
    select: {
      id: true,
      principal: true,
      annualRate: true,
      termMonths: true,
      investorId: true,
    },
  });
  let started = 0;
  for (const [at, { id }] of waiting.entries()) {
    const outcome = await inTransaction((tx) => startPayout(tx, { investmentId: id, businessDate }));
    if (outcome === "started") started++;
    if (outcome !== "short-of-cash") continue;
    await inTransaction((tx) => tellThatItWaits(tx, waiting.slice(at), businessDate));
    break;
  }
  return started;
}

type Waiting = {
  id: string;
  principal: { toFixed(decimals: number): string };
  annualRate: { toString(): string };
  termMonths: number;
  investorId: string;
};

async function tellThatItWaits(tx: Tx, waiting: readonly Waiting[], businessDate: IsoDate): Promise<void> {
  const kind = "payout-waiting";
  const paths = waiting.map(({ id }) => investmentPath(id));
  const told = await tx.notification.findMany({
    where: { kind, href: { in: paths } },
    select: { href: true },
  });
  const known = new Set(told.map(({ href }) => href));
  for (const { id, investorId, ...terms } of waiting) {
    const href = investmentPath(id);
    if (known.has(href)) continue;
    const { maturityAmount } = project({
      principal: terms.principal.toFixed(2),
      annualRate: terms.annualRate.toString(),
      termMonths: terms.termMonths,
      startedOn: null,
    });
    await notify(tx, {
      userId: await userOf(tx, investorId),
      kind,
      title: "Your payout is waiting",
      body: waitingWords(maturityAmount),
      href,
      datedOn: businessDate,
    });
  }
}
