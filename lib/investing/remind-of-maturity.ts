import { addDays, formatDate, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { dollars, formatRate } from "@/lib/money/money";
import { notifyEach } from "@/lib/notifications/notify";
import type { Investment } from "@/prisma/generated/client";
import { investmentPath, usersOf } from "./investor-notes";
import { project } from "./projection";

/** How many days before maturity an investor is reminded; the last one names the rate on offer. */
const DAYS_BEFORE = [30, 7] as const;
const KINDS = { 30: "maturity-in-30-days", 7: "maturity-in-7-days" } as const;

/**
 * Reminds investors of what happens at maturity, while they can still change it. A day that runs again reminds nobody twice.
 *
 * @returns how many were reminded
 */
export async function remindOfMaturity({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  let reminded = 0;
  for (const days of DAYS_BEFORE) reminded += await remind(addDays(businessDate, days), days, businessDate);
  return reminded;
}

async function remind(maturesOn: IsoDate, days: 30 | 7, businessDate: IsoDate): Promise<number> {
  const due = await db.investment.findMany({
    where: { status: "ACTIVE", maturesOn: toDbDate(maturesOn) },
    include: { instruction: true },
    orderBy: { number: "asc" },
  });
  if (due.length === 0) return 0;
  return inTransaction(async (tx) => {
    const kind = KINDS[days];
    const known = await tx.notification.findMany({
      where: { kind, href: { in: due.map(({ id }) => investmentPath(id)) } },
      select: { href: true },
    });
    const reminded = new Set(known.map(({ href }) => href));
    const open = due.filter(({ id }) => !reminded.has(investmentPath(id)));
    const offered = await tx.investmentOption.findMany({
      where: { isOffered: true },
      orderBy: { annualRate: "desc" },
    });
    const userOf = await usersOf(
      tx,
      open.map(({ investorId }) => investorId),
    );
    await notifyEach(
      tx,
      open.map((investment) => {
        const { id, investorId, number, termMonths, instruction } = investment;
        const rate =
          offered.find((option) => option.termMonths === termMonths)?.annualRate.toString() ?? null;
        return {
          ...{ userId: userOf(investorId), kind, datedOn: businessDate, href: investmentPath(id) },
          title: `Investment ${number} matures on ${formatDate(fromDbDate(investment.maturesOn!))}`,
          body:
            instruction?.choice === "ROLL_ALL"
              ? reinvestedWords(termMonths, rate)
              : `We will pay ${dollars(amountOf(investment))} to your bank account. You can have it reinvested instead until the day before.`,
        };
      }),
    );
    return open.length;
  });
}

function reinvestedWords(termMonths: number, rate: string | null): string {
  const today = rate
    ? `Today we offer ${formatRate(rate)} for ${termMonths} months; the rate of that day counts.`
    : `Today we do not offer ${termMonths} months, so it would be paid out.`;
  return `Principal and interest will be reinvested as you instructed. ${today} You can change this until the day before.`;
}

function amountOf({ principal, annualRate, termMonths }: Investment): string {
  const terms = { principal: principal.toFixed(2), annualRate: annualRate.toString(), termMonths };
  return project({ ...terms, startedOn: null }).maturityAmount;
}
