// For random people, terms, dates and payments: what a statement prints is what the ledger says, what its export says and what the page says.
// DOCUMENT_AMOUNT_RUNS stories are drawn.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { nextBankingDay } from "@/lib/calendar/banking-days";
import { addDays, addMonths, fromDbDate, monthEnd, monthName, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf } from "@/lib/documents/issued/render";
import { accountsOf } from "@/lib/investing/queries";
import { listStatement } from "@/lib/investing/statement";
import { readJournal } from "@/lib/ledger/journal";
import { hledgerTransaction } from "@/lib/ledger/journal-formats";
import { getBalances } from "@/lib/ledger/queries";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import { d, formatMoney, sum, toMoney } from "@/lib/money/money";
import { runInterest } from "@/lib/pool/run-interest";
import { borrowerInterest, borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { activeLoan, bankSays, newBorrower, useBureau, type TestBorrower } from "@/test/support/lending";
import { refused, setBusinessDate } from "@/test/story";
import { investorStatements } from "./investor-statements";
import { loanStatements } from "./loan-statements";
import { requestPayoffLetter } from "./request-payoff-letter";

const RUNS = Number(process.env.DOCUMENT_AMOUNT_RUNS ?? 4);

const month = fc.record({
  does: fc.constantFrom(
    "pays" as const,
    "pays" as const,
    "pays an amount" as const,
    "is late" as const,
    "returns" as const,
  ),
  cents: fc.integer({ min: 1_00, max: 1_500_00 }),
});
const story = fc.record({
  name: fc.stringMatching(/^[A-Za-zÀ-ž]{1,12} [A-Za-zÀ-ž'-]{1,20}$/),
  method: fc.constantFrom("FLAT" as const, "EQUAL_INSTALLMENT" as const),
  invested: fc.integer({ min: 1_000_00, max: 90_000_00 }),
  // Between the end of a month and the first banking day after it nothing falls due.
  start: fc.integer({ min: 5, max: 25 }).map((day) => `2026-01-${String(day).padStart(2, "0")}`),
  months: fc.array(month, { minLength: 1, maxLength: 4 }),
});

beforeAll(useBureau);

let payments = 0;

async function liveThrough(
  borrower: TestBorrower,
  loanId: string,
  due: IsoDate,
  { does, cents }: { does: string; cents: number },
) {
  await setBusinessDate(due);
  await runInterest({ businessDate: due });
  if (does === "is late") return;
  const amount =
    does === "pays an amount"
      ? { kind: "OTHER" as const, amount: toMoney(d(cents).div(100)) }
      : { kind: "SCHEDULED" as const };
  const idempotencyKey = `amounts-${++payments}`;
  const paid = await repay({ ...borrower, loanId, ...amount, idempotencyKey }).catch(refused);
  if (!paid) return;
  const settled = addDays(due, 1);
  await setBusinessDate(settled);
  await bankSays(paid.paymentOrderId, "COMPLETED", settled);
  if (does === "returns") await bankSays(paid.paymentOrderId, "RETURNED", settled, "R01");
}

/** What accounts come to in the export of the ledger, as another program reads it: the debits of `npm run ledger -- export`. */
async function exported(codes: readonly string[], asOf: IsoDate): Promise<string> {
  const amounts: string[] = [];
  await readJournal(asOf, (transaction) => {
    for (const line of hledgerTransaction(transaction).split("\n")) {
      const [, account, amount] = /^ {4}(\S+) {2}(-?\d+\.\d{2}) USD$/.exec(line) ?? [];
      if (account && amount && codes.includes(account)) amounts.push(amount);
    }
  });
  return toMoney(sum(amounts));
}

const twinOf = async (userId: string, kind: string) =>
  (await fileOf((await listIssued(userId, [kind]))[0]!.id)).text;

test("a statement prints the amounts of the ledger, of its export and of the page", async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ name, method, invested, start, months }) => {
      const borrower = await newBorrower(name);
      const investor = await newInvestor(name);
      await setBusinessDate(start);
      await openAndClear(investor, start, { amount: toMoney(d(invested).div(100)) });
      const { loanId } = await activeLoan(borrower, start, { method });
      for (const [at, each] of months.entries())
        await liveThrough(borrower, loanId, addMonths(start, at + 1), each);

      const lastDue = addMonths(start, months.length);
      const period = { name: monthName(lastDue), from: `${lastDue.slice(0, 8)}01`, to: monthEnd(lastDue) };
      const on = nextBankingDay(period.to);
      await setBusinessDate(on);
      await inTransaction(async (tx) => {
        const requests = [
          ...(await loanStatements(tx, { loanIds: [loanId], period, on })),
          ...(await investorStatements(tx, { investorIds: [investor.investorId], period })),
        ];
        expect(requests).toHaveLength(2);
        await issueDocuments(tx, { requests, on });
      });
      await expectLoanStatement({ borrower, loanId, to: period.to });
      await expectInvestorStatement(investor, period);
      await expectPayoffLetter(borrower, loanId, on);
    }),
    { numRuns: RUNS },
  );
}, 600_000);

async function expectLoanStatement({
  borrower,
  loanId,
  to,
}: {
  borrower: TestBorrower;
  loanId: string;
  to: IsoDate;
}) {
  const { borrowerId, userId } = borrower;
  const document = await db.issuedDocument.findFirstOrThrow({ where: { kind: "loan-statement", userId } });
  const { facts } = JSON.parse(document.data) as { facts: LoanFacts };
  const codes = {
    principal: borrowerPrincipal(borrowerId, loanId),
    interest: borrowerInterest(borrowerId, loanId),
  };
  const ledger = await getBalances(Object.values(codes), { asOf: to });
  const page = (await getLoan(borrowerId, loanId))!;
  const text = await twinOf(userId, "loan-statement");
  for (const part of ["principal", "interest"] as const) {
    expect(facts.closing[part]).toBe(ledger.get(codes[part])?.posted ?? "0.00");
    expect(facts.closing[part]).toBe(await exported([codes[part]], to));
    expect(facts.closing[part]).toBe(page.owed!.balance[part]);
  }
  const total = toMoney(sum([facts.closing.principal, facts.closing.interest]));
  const printed = [facts.closing.principal, facts.closing.interest, total].map((each) => formatMoney(each));
  expect(text).toMatch(new RegExp(`^On .* +${printed.map(escaped).join(" +")}$`, "m"));
  expect(facts.due.next?.amount ?? null).toBe(page.owed!.nextDue?.amount ?? null);
  expect(facts.due).toMatchObject({ pastDue: page.owed!.pastDueAmount, daysPastDue: page.owed!.daysPastDue });
}

type LoanFacts = {
  closing: { principal: string; interest: string };
  due: { next: { amount: string } | null; pastDue: string; daysPastDue: number };
};

async function expectInvestorStatement(
  { investorId, userId }: { investorId: string; userId: string },
  { from, to }: { from: IsoDate; to: IsoDate },
) {
  const page = await listStatement(investorId, { from, to });
  const investments = await db.investment.findMany({ where: { investorId }, select: { id: true } });
  const codes = investments.flatMap(({ id }) => accountsOf({ investorId, id }));
  const books = toMoney(d(await exported(codes, to)).negated());
  expect(page.closingBalance).toBe(books);
  const text = await twinOf(userId, "investor-statement");
  for (const [label, amount] of [
    ["Opening balance", page.openingBalance],
    ["Closing balance", books],
  ] as const)
    expect(text).toMatch(new RegExp(`^${label} +${escaped(formatMoney(amount, { currency: "$" }))}$`, "m"));
}

async function expectPayoffLetter({ borrowerId, userId }: TestBorrower, loanId: string, on: IsoDate) {
  const loan = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
  if (loan.status !== "ACTIVE") return;
  const asked = await requestPayoffLetter({ borrowerId, loanId, goodThrough: on }).catch(refused);
  if (!asked) return;
  const { payoffAmount } = await quoteRepayment({ borrowerId, loanId, kind: "PAYOFF" });
  expect(await twinOf(userId, "payoff-letter")).toMatch(
    new RegExp(`^Payoff amount +${escaped(formatMoney(payoffAmount, { currency: "$" }))}$`, "m"),
  );
  expect(
    fromDbDate(
      (await db.issuedDocument.findFirstOrThrow({ where: { kind: "payoff-letter", userId } })).issuedOn,
    ),
  ).toBe(on);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
