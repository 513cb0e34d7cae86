import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { notify } from "@/lib/notifications/notify";
import { project } from "./projection";
import { investmentPath, onHoldWords, userOf, waitingWords } from "./investor-notes";
import { startPayout } from "./start-payout";

/**
 * Pays out what has matured, oldest maturity first. Where cash does not suffice for the oldest, the others wait behind
 * it: a small payout never overtakes a large one that has waited longer. One whose own account is frozen is passed over, and
 * while cash is frozen nobody is paid. One query when nothing waits.
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
    const tell = (those: Waiting[], note: Note) =>
      inTransaction((tx) => tellThatItWaits(tx, those, { note, businessDate }));
    if (outcome === "frozen") await tell(waiting.slice(at, at + 1), ON_HOLD);
    if (outcome !== "short-of-cash" && outcome !== "cash-frozen") continue;
    await tell(waiting.slice(at), outcome === "cash-frozen" ? ON_HOLD : SHORT_OF_CASH);
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

type Note = { kind: string; title: string; words: (amount: string) => string };
const SHORT_OF_CASH: Note = {
  kind: "payout-waiting",
  title: "Your payout is waiting",
  words: waitingWords,
};
const ON_HOLD: Note = { kind: "payout-on-hold", title: "Your payout is on hold", words: onHoldWords };

async function tellThatItWaits(
  tx: Tx,
  waiting: readonly Waiting[],
  { note: { kind, title, words }, businessDate }: { note: Note; businessDate: IsoDate },
): Promise<void> {
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
      title,
      body: words(maturityAmount),
      href,
      datedOn: businessDate,
    });
  }
}
