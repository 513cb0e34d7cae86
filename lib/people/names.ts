// What staff call things: "Art · Loan 24 · principal" for a ledger account, "Art · Loan 24" for the id of a loan. Each kind
// costs one query, however many are named.
import "server-only";
import { db } from "@/lib/db";

type Names = Map<string, string>;

/** Joins the parts of a name: who, what, which part of it. */
const SEPARATOR = " · ";

const LOAN_OR_INVESTMENT = /^(?:borrower|investor):[^:]+:(loan|investment):([^:]+):([^:]+)$/;

/**
 * Names of ledger accounts by their codes. A house account, or one of a loan that does not exist, is absent: the ledger's
 * own name for it is the best one.
 *
 * @example (await namesOfAccounts(["borrower:brw_1:loan:loan_1:principal"])).get(code) // "Art · Loan 24 · principal"
 */
export async function namesOfAccounts(codes: string[]): Promise<Names> {
  const parsed = [...new Set(codes)].flatMap((code) => {
    const [, kind, id = "", part = ""] = LOAN_OR_INVESTMENT.exec(code) ?? [];
    return kind ? [{ code, kind, id, part }] : [];
  });
  const idsOf = (kind: string) => parsed.filter((each) => each.kind === kind).map(({ id }) => id);
  const names = joined(
    await Promise.all([namesOfLoans(idsOf("loan")), namesOfInvestments(idsOf("investment"))]),
  );
  return new Map(
    parsed.flatMap(({ code, id, part }) => {
      const name = names.get(id);
      return name ? [[code, name + SEPARATOR + part] as const] : [];
    }),
  );
}

/**
 * Names of whatever has an id, by the id. An id of a kind that has no name, or that names nothing, is absent.
 *
 * @example (await namesOfThings(["loan_1", "usr_2"])).get("loan_1") // "Art · Loan 24"
 */
export async function namesOfThings(ids: Iterable<string>): Promise<Names> {
  const wanted = [...new Set(ids)];
  return joined(
    await Promise.all(
      Object.entries(NAMERS).map(([prefix, namer]) => {
        const some = wanted.filter((id) => id.startsWith(`${prefix}_`));
        return some.length > 0 ? namer(some) : new Map<string, string>();
      }),
    ),
  );
}

const BORROWER = { borrower: { select: { legalName: true } } } as const;

async function namesOfPeople(ids: string[]): Promise<Names> {
  const users = await db.user.findMany({ where: among(ids), select: { id: true, name: true } });
  return named(users, ({ name }) => [name]);
}

async function namesOfBorrowers(ids: string[]): Promise<Names> {
  const borrowers = await db.borrower.findMany({ where: among(ids), select: { id: true, legalName: true } });
  return named(borrowers, ({ legalName }) => [legalName]);
}

async function namesOfInvestors(ids: string[]): Promise<Names> {
  const investors = await db.investor.findMany({
    where: among(ids),
    select: { id: true, user: { select: { name: true } } },
  });
  return named(investors, ({ user }) => [user.name]);
}

async function namesOfApplications(ids: string[]): Promise<Names> {
  const applications = await db.loanApplication.findMany({
    where: among(ids),
    select: { id: true, number: true, ...BORROWER },
  });
  return named(applications, ({ borrower, number }) => [borrower.legalName, `Application ${number}`]);
}

async function namesOfLoans(ids: string[]): Promise<Names> {
  const loans = await db.loan.findMany({
    where: among(ids),
    select: { id: true, number: true, ...BORROWER },
  });
  return named(loans, ({ borrower, number }) => [borrower.legalName, `Loan ${number}`]);
}

async function namesOfRepayments(ids: string[]): Promise<Names> {
  const repayments = await db.repayment.findMany({
    where: among(ids),
    select: { id: true, loan: { select: { number: true, ...BORROWER } } },
  });
  return named(repayments, ({ loan }) => [loan.borrower.legalName, `Loan ${loan.number}`, "repayment"]);
}

async function namesOfInvestments(ids: string[]): Promise<Names> {
  const investments = await db.investment.findMany({
    where: among(ids),
    select: { id: true, number: true, investor: { select: { user: { select: { name: true } } } } },
  });
  return named(investments, ({ investor, number }) => [investor.user.name, `Investment ${number}`]);
}

async function namesOfTerms(ids: string[]): Promise<Names> {
  const options = await db.investmentOption.findMany({
    where: among(ids),
    select: { id: true, termMonths: true },
  });
  return named(options, ({ termMonths }) => [`${termMonths}-month term`]);
}

async function namesOfPayments(ids: string[]): Promise<Names> {
  const orders = await db.paymentOrder.findMany({
    where: among(ids),
    select: { id: true, number: true, kind: true, userId: true },
  });
  const people = await namesOfPeople(orders.map(({ userId }) => userId));
  return named(orders, ({ userId, kind, number }) => [
    people.get(userId) ?? "",
    `${kind.charAt(0)}${kind.slice(1).toLowerCase()} ${number}`,
  ]);
}

async function namesOfBankAccounts(ids: string[]): Promise<Names> {
  const accounts = await db.externalAccount.findMany({
    where: among(ids),
    select: { id: true, holderName: true, bankName: true, accountNumberLast4: true },
  });
  return named(accounts, ({ holderName, bankName, accountNumberLast4 }) => [
    holderName,
    `${bankName} ••${accountNumberLast4}`,
  ]);
}

async function namesOfMessages(ids: string[]): Promise<Names> {
  const threads = await db.messageThread.findMany({ where: among(ids), select: { id: true, subject: true } });
  return named(threads, ({ subject }) => [subject]);
}

/** By the prefix that newId gave the id. */
const NAMERS: Readonly<Record<string, (ids: string[]) => Promise<Names>>> = {
  usr: namesOfPeople,
  brw: namesOfBorrowers,
  inv: namesOfInvestors,
  app: namesOfApplications,
  loan: namesOfLoans,
  rpy: namesOfRepayments,
  ivm: namesOfInvestments,
  opt: namesOfTerms,
  po: namesOfPayments,
  acct: namesOfBankAccounts,
  msg: namesOfMessages,
};

const among = (ids: string[]) => ({ id: { in: ids } });

function named<Row extends { id: string }>(rows: Row[], nameOf: (row: Row) => string[]): Names {
  return new Map(rows.map((row) => [row.id, nameOf(row).filter(Boolean).join(SEPARATOR)]));
}

function joined(maps: Names[]): Names {
  return new Map(maps.flatMap((map) => [...map]));
}
