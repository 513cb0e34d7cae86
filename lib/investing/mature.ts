import { toDbDate, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import { lockInvestment } from "./find-investment";
import { listInterestDue } from "./interest-due";
import { investmentPath, userOf } from "./investor-notes";
import { project } from "./projection";

/**
 * Ends the terms that are over: runs after the interest of the date, and leaves an investment alone whose interest is
 * not complete. Paying out is `payWaitingInvestments`, so that an older payout which waits for cash comes first.
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
  for (const { id } of due) if (await mature(id, businessDate)) matured++;
  return matured;
}

async function mature(investmentId: string, businessDate: IsoDate): Promise<boolean> {
  return inTransaction(async (tx) => {
    const investment = await lockInvestment(tx, investmentId);
    if (investment.status !== "ACTIVE") return false;
    const owed = await listInterestDue(tx, { businessDate, investmentIds: [investmentId] });
    if (owed.length > 0) return false;
    await tx.investment.update({ where: { id: investmentId }, data: { status: "MATURED" } });
    const { maturityAmount } = project({
      principal: investment.principal.toFixed(2),
      annualRate: investment.annualRate.toString(),
      termMonths: investment.termMonths,
      startedOn: null,
    });
    await notify(tx, {
      userId: await userOf(tx, investment.investorId),
      kind: "investment-matured",
      title: `Your investment has matured: ${formatMoney(maturityAmount)}`,
      body: `Its term ended on ${formatDate(businessDate)}. We are paying principal and interest to your bank account.`,
      href: investmentPath(investmentId),
      datedOn: businessDate,
    });
    return true;
  });
}
