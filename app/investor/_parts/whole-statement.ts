// A statement from its first entry to its last, with the balance after each.
import { listStatement, type StatementLine } from "@/lib/investing/statement";
import type { IsoDate } from "@/lib/calendar/dates";
import { d, toMoney } from "@/lib/money/money";

export type Entry = StatementLine & { balanceAfter: string };
export type WholeStatement = { openingBalance: string; closingBalance: string; entries: Entry[] };

const PAGE = 1000;

/**
 * Every posted entry of a period, oldest first.
 *
 * @throws DomainError not-found when the investment is not the investor's
 */
export async function wholeStatement(
  investorId: string,
  period: { investmentId?: string; from?: IsoDate; to?: IsoDate } = {},
): Promise<WholeStatement> {
  const newestFirst: StatementLine[] = [];
  let page = await listStatement(investorId, { ...period, limit: PAGE });
  const { openingBalance, closingBalance } = page;
  newestFirst.push(...page.lines);
  while (page.nextBefore !== null) {
    page = await listStatement(investorId, { ...period, limit: PAGE, before: page.nextBefore });
    newestFirst.push(...page.lines);
  }
  return { openingBalance, closingBalance, entries: withBalances(openingBalance, newestFirst.reverse()) };
}

/** The balance after each entry, beginning from the opening balance. */
export function withBalances(openingBalance: string, oldestFirst: StatementLine[]): Entry[] {
  let balance = d(openingBalance);
  return oldestFirst.map((line) => {
    balance = balance.plus(d(line.amount));
    return { ...line, balanceAfter: toMoney(balance) };
  });
}
