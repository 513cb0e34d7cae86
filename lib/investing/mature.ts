import { toDbDate, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { chunksOf } from "@/lib/chunks";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import { getBalances } from "@/lib/ledger/queries";
import { d, dollars, formatRate, sum, toMoney } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import type { Investment } from "@/prisma/generated/client";
import { endRequests } from "./exits/end-requests";
import { promisedByExits } from "./exits/open-payments";
import { lockInvestments } from "./find-investment";
import { listInterestDue } from "./interest-due";
import { investmentPath, usersOf } from "./investor-notes";
import { accountsOf } from "./queries";
import { rollInvestments, type Rolled } from "./roll-investments";

/** How many are matured in one transaction. */
const AT_ONCE = 200;

/**
 * Ends the terms that are over: runs after the interest of the date, and leaves an investment alone whose interest is
 * not complete. What is to be reinvested continues at once. Paying out is `payWaitingInvestments`, so that an older payout which waits for cash comes first.
 *
 * @returns how many investments matured
 */
export async function matureInvestments({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const due = await db.investment.findMany({
    where: { status: "ACTIVE", maturesOn: { lte: toDbDate(businessDate) } },
    orderBy: [{ maturesOn: "asc" }, { number: "asc" }],
    select: { id: true },
  });
  let matured = 0;
  for (const chunk of chunksOf(due, AT_ONCE)) {
    const counts = await inHalves(
      chunk.map(({ id }) => id),
      (ids) => inTransaction((tx) => mature(tx, ids, businessDate)),
      (investmentId, error) => logLeftOut({ investmentId }, error, "An investment could not be matured."),
    );
    matured += counts.reduce((sum, count) => sum + count, 0);
  }
  return matured;
}

async function mature(tx: Tx, investmentIds: string[], businessDate: IsoDate): Promise<number> {
  const locked = await lockInvestments(tx, investmentIds);
  const owed = await listInterestDue(tx, { businessDate, investmentIds });
  const incomplete = new Set(owed.map(({ investmentId }) => investmentId));
  const over = [...locked.values()].filter(({ id, status }) => status === "ACTIVE" && !incomplete.has(id));
  if (over.length === 0) return 0;
  await tx.investment.updateMany({
    where: { id: { in: over.map(({ id }) => id) } },
    data: { status: "MATURED" },
  });
  const ids = over.map(({ id }) => id);
  await endRequests(tx, { investmentIds: ids, on: businessDate, reason: "The investment matured first." });
  const owedAt = await owedAtMaturity(tx, over);
  const outcomes = await rollInvestments(tx, over, businessDate);
  const userOf = await usersOf(
    tx,
    over.map(({ investorId }) => investorId),
  );
  await notifyEach(
    tx,
    over.map(({ id, investorId, termMonths }) => {
      const maturityAmount = owedAt(id);
      const outcome = outcomes.get(id);
      const shared = { userId: userOf(investorId), datedOn: businessDate };
      if (outcome && "rolled" in outcome) return { ...shared, ...rolledNote(outcome.rolled, termMonths) };
      const instead = outcome ? ` It was not reinvested. ${outcome.payout}` : "";
      return {
        ...shared,
        kind: "investment-matured" as const,
        title: `Your investment has matured: ${dollars(maturityAmount)}`,
        body: `Its term ended on ${formatDate(businessDate)}.${instead} We are paying principal and interest to your bank account.`,
        href: investmentPath(id),
      };
    }),
  );
  return over.length;
}

/** What the books hold for each, less what an early withdrawal has fixed: dollars, as a function of the investment. */
async function owedAtMaturity(tx: Tx, over: readonly Investment[]): Promise<(id: string) => string> {
  const balances = await getBalances(over.flatMap(accountsOf), {}, tx);
  const promised = await promisedByExits(
    tx,
    over.map(({ id }) => id),
  );
  const owed = new Map(
    over.map((each) => {
      const held = sum(accountsOf(each).map((code) => d(balances.get(code)?.posted ?? "0.00")));
      const { principal, interest } = promised(each.id);
      return [each.id, toMoney(held.minus(principal).minus(interest))];
    }),
  );
  return (id) => owed.get(id)!;
}

function rolledNote({ intoId, amount, annualRate }: Rolled, termMonths: number) {
  return {
    kind: "investment-rolled" as const,
    title: `${dollars(amount)} has been reinvested for ${termMonths} months at ${formatRate(annualRate)}`,
    body: "Your investment matured, and principal and interest were reinvested as you instructed.",
    href: investmentPath(intoId),
  };
}
