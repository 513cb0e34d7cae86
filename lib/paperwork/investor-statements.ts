// The facts of investors' statements, read from the ledger for many at once.
import { addDays, fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { DocumentRequest } from "@/lib/documents/issued/issue";
import type { InvestorStatementFacts } from "@/lib/documents/templates/investor-statement";
import { groupBy } from "@/lib/group-by";
import { accountsOf } from "@/lib/investing/queries";
import { describe } from "@/lib/investing/statement";
import { getBalances, listPosted, type PostedEntry } from "@/lib/ledger/queries";
import { d, sum, toMoney } from "@/lib/money/money";
import { periodKey, type Period } from "./month";

const keyOf = (investorId: string, period: Period) => `investor-statement:${investorId}:${periodKey(period)}`;

/** Investors to whom something belonged in the period, by id. */
export async function investorsWithMoney(tx: Tx, { to }: Period): Promise<string[]> {
  const rows = await tx.investment.findMany({
    where: { startedOn: { lte: new Date(`${to}T00:00:00Z`) } },
    distinct: ["investorId"],
    select: { investorId: true },
    orderBy: { investorId: "asc" },
  });
  return rows.map(({ investorId }) => investorId);
}

/**
 * Statements of these investors. Who had no balance and no entry in the period gets none.
 *
 * @returns requests in the order of the investors; the same period again has the same keys
 */
export async function investorStatements(
  tx: Tx,
  { investorIds, period }: { investorIds: readonly string[]; period: Period },
): Promise<DocumentRequest[]> {
  const investors = await tx.investor.findMany({
    where: { id: { in: [...investorIds] } },
    select: { id: true, user: { select: { id: true, name: true, email: true } } },
    orderBy: { id: "asc" },
  });
  const investments = await tx.investment.findMany({
    where: { investorId: { in: [...investorIds] }, startedOn: { lte: new Date(`${period.to}T00:00:00Z`) } },
    orderBy: { number: "asc" },
  });
  const codes = investments.flatMap(accountsOf);
  const opening = await balancesOn(tx, codes, addDays(period.from, -1));
  const closing = await balancesOn(tx, codes, period.to);
  const entries = groupBy(await listPosted(tx, codes, period), ({ account }) => account);
  const ofInvestor = groupBy(investments, ({ investorId }) => investorId);
  return investors.flatMap(({ id, user }) => {
    const mine = ofInvestor.get(id) ?? [];
    const facts = factsOf({ user, period, opening, closing, entries, investments: mine });
    return facts ? [request(id, user.id, period, facts)] : [];
  });
}

function request(
  investorId: string,
  userId: string,
  period: Period,
  facts: InvestorStatementFacts,
): DocumentRequest {
  return {
    kind: "investor-statement",
    key: keyOf(investorId, period),
    userId,
    subjectType: "investor",
    subjectId: investorId,
    title: `Statement for ${period.name}`,
    facts,
    notice: {
      title: `Your statement for ${period.name} is ready`,
      body: "You can read and save it under Documents.",
      href: "/investor/documents",
    },
  };
}

type Balances = ReadonlyMap<string, string>;

async function balancesOn(tx: Tx, codes: string[], asOf: IsoDate): Promise<Balances> {
  const balances = await getBalances(codes, { asOf }, tx);
  return new Map([...balances].map(([code, { posted }]) => [code, posted]));
}

type Investment = {
  id: string;
  number: number;
  investorId: string;
  annualRate: { toString(): string };
  termMonths: number;
  maturesOn: Date | null;
};

function factsOf(given: {
  user: { name: string; email: string };
  period: Period;
  opening: Balances;
  closing: Balances;
  entries: ReadonlyMap<string, PostedEntry[]>;
  investments: readonly Investment[];
}): InvestorStatementFacts | null {
  const { user, period, opening, closing, entries, investments } = given;
  const codes = investments.flatMap(accountsOf);
  const numberOf = new Map(
    investments.flatMap((each) => accountsOf(each).map((code) => [code, each.number] as const)),
  );
  const total = (of: Balances) => toMoney(sum(codes.map((code) => d(of.get(code) ?? "0"))));
  const mine = codes.flatMap((code) => entries.get(code) ?? []).toSorted((a, b) => compareEntries(a, b));
  if (mine.length === 0 && d(total(opening)).isZero() && d(total(closing)).isZero()) return null;
  let balance = d(total(opening));
  return {
    investor: { name: user.name, email: user.email },
    period: { ...period },
    opening: total(opening),
    closing: total(closing),
    totals: totalsOf(mine),
    investments: investments.map((each) => {
      const [principal, interest] = accountsOf(each);
      return {
        number: each.number,
        principal: closing.get(principal) ?? "0.00",
        interest: closing.get(interest) ?? "0.00",
        annualRate: each.annualRate.toString(),
        termMonths: each.termMonths,
        maturesOn: each.maturesOn && fromDbDate(each.maturesOn),
      };
    }),
    entries: mine.map((entry) => {
      balance = balance.plus(signed(entry));
      return {
        on: entry.effectiveOn,
        investmentNumber: numberOf.get(entry.account)!,
        description: describe(entry, partOf(entry)),
        debit: entry.side === "debit" ? entry.amount : null,
        credit: entry.side === "credit" ? entry.amount : null,
        balanceAfter: toMoney(balance),
        transactionId: entry.transactionId,
      };
    }),
  };
}

function compareEntries(a: PostedEntry, b: PostedEntry): number {
  if (a.effectiveOn !== b.effectiveOn) return a.effectiveOn < b.effectiveOn ? -1 : 1;
  return Number(BigInt(a.transactionId) - BigInt(b.transactionId));
}

function totalsOf(entries: readonly PostedEntry[]): InvestorStatementFacts["totals"] {
  const of = (...events: string[]) => entries.filter(({ eventType }) => events.includes(eventType));
  const net = (some: readonly PostedEntry[]) => sum(some.map(signed));
  const named = ["investor-deposit", "interest-calculation", "investor-withdrawal"];
  return {
    deposits: toMoney(net(of("investor-deposit"))),
    interest: toMoney(net(of("interest-calculation"))),
    payouts: toMoney(net(of("investor-withdrawal")).negated()),
    returned: toMoney(net(entries.filter(({ eventType }) => !named.includes(eventType)))),
  };
}

const partOf = ({ account }: PostedEntry) => (account.endsWith(":interest") ? "interest" : "principal");
const signed = ({ side, amount }: PostedEntry) => (side === "credit" ? d(amount) : d(amount).negated());
