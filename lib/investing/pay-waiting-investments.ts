import { coolOffsOf } from "@/lib/accounts/cool-off";
import type { IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { chunksOf } from "@/lib/chunks";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import type { NotificationKind } from "@/lib/notifications/kinds";
import { notifyEach } from "@/lib/notifications/notify";
import { project } from "./projection";
import { coolingOffWords, investmentPath, onHoldWords, usersOf, waitingWords } from "./investor-notes";
import { startPayouts, type PayoutOutcome } from "./start-payout";

/** How many are started in one transaction: few enough that nobody waits long for cash. */
const AT_ONCE = 200;

/**
 * Pays out what has matured, oldest maturity first. Where cash does not suffice for the oldest, the others wait behind
 * it: a small payout never overtakes a large one that has waited longer. One whose own account is frozen, or changed within a day, is passed over, and
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
  const outcomeOf = await startInOrder(
    waiting.map(({ id }) => id),
    businessDate,
  );
  const those = (outcome: PayoutOutcome) => waiting.filter(({ id }) => outcomeOf.get(id) === outcome);
  await inTransaction(async (tx) => {
    await tellThatTheyWait(tx, those("short-of-cash"), { note: SHORT_OF_CASH, businessDate });
    const onHold = [...those("frozen"), ...those("cash-frozen")];
    await tellThatTheyWait(tx, onHold, { note: ON_HOLD, businessDate });
    await tellThatTheyCoolOff(tx, those("cooling-off"), businessDate);
  });
  return those("started").length;
}

/** Many at a time, until cash does not suffice for one; all behind that one get its outcome. */
async function startInOrder(ids: string[], businessDate: IsoDate): Promise<Map<string, PayoutOutcome>> {
  const outcomeOf = new Map<string, PayoutOutcome>();
  let stop: PayoutOutcome | undefined;
  const start = async (investmentIds: string[]) => {
    const outcomes = stop
      ? investmentIds.map(() => stop!)
      : await inTransaction((tx) => startPayouts(tx, { investmentIds, businessDate }));
    investmentIds.forEach((id, at) => outcomeOf.set(id, outcomes[at]!));
    stop ??= outcomes.find((outcome) => outcome === "short-of-cash" || outcome === "cash-frozen");
  };
  for (const chunk of chunksOf(ids, AT_ONCE))
    await inHalves(chunk, start, (investmentId, error) =>
      logLeftOut({ investmentId }, error, "A payout could not be started."),
    );
  return outcomeOf;
}

type Waiting = {
  id: string;
  principal: { toFixed(decimals: number): string };
  annualRate: { toString(): string };
  termMonths: number;
  investorId: string;
};

type Note = { kind: NotificationKind; title: string; words: (amount: string) => string };
const SHORT_OF_CASH: Note = {
  kind: "payout-waiting",
  title: "Your payout is waiting",
  words: waitingWords,
};
const ON_HOLD: Note = { kind: "payout-on-hold", title: "Your payout is on hold", words: onHoldWords };

/** Once for each wait: another change starts another one. */
async function tellThatTheyCoolOff(tx: Tx, waiting: readonly Waiting[], businessDate: IsoDate) {
  if (waiting.length === 0) return;
  const userOf = await usersOf(
    tx,
    waiting.map(({ investorId }) => investorId),
  );
  const coolOffs = await coolOffsOf(
    tx,
    waiting.map(({ investorId }) => userOf(investorId)),
  );
  const kind = "payout-cooling-off";
  const notes = waiting.flatMap(({ id, investorId, ...terms }) => {
    const coolOff = coolOffs.get(userOf(investorId));
    if (!coolOff) return [];
    const note = { userId: userOf(investorId), kind, title: "Your payout waits for a day" } as const;
    const body = coolingOffWords(maturityAmountOf(terms), coolOff);
    return [{ ...note, body, href: investmentPath(id), datedOn: businessDate }];
  });
  const told = await tx.notification.findMany({
    where: { kind, href: { in: notes.map(({ href }) => href) } },
    select: { body: true },
  });
  const known = new Set(told.map(({ body }) => body));
  await notifyEach(
    tx,
    notes.filter(({ body }) => !known.has(body)),
  );
}

function maturityAmountOf({ principal, annualRate, termMonths }: Omit<Waiting, "id" | "investorId">): string {
  const terms = { principal: principal.toFixed(2), annualRate: annualRate.toString(), termMonths };
  return project({ ...terms, startedOn: null }).maturityAmount;
}

async function tellThatTheyWait(
  tx: Tx,
  waiting: readonly Waiting[],
  { note: { kind, title, words }, businessDate }: { note: Note; businessDate: IsoDate },
): Promise<void> {
  if (waiting.length === 0) return;
  const paths = waiting.map(({ id }) => investmentPath(id));
  const told = await tx.notification.findMany({
    where: { kind, href: { in: paths } },
    select: { href: true },
  });
  const known = new Set(told.map(({ href }) => href));
  const userOf = await usersOf(
    tx,
    waiting.map(({ investorId }) => investorId),
  );
  await notifyEach(
    tx,
    waiting
      .filter(({ id }) => !known.has(investmentPath(id)))
      .map(({ id, investorId, ...terms }) => ({
        ...{ userId: userOf(investorId), kind, title },
        body: words(maturityAmountOf(terms)),
        href: investmentPath(id),
        datedOn: businessDate,
      })),
  );
}
