import pg from "pg";
// What staff call accounts and things, by the rows of one loan and one investment.
import { beforeAll, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { newInvestor, openAndClear } from "@/test/support/investing";
import { activeLoan, newBorrower, useBureau } from "@/test/support/lending";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import {
  borrowerInterest,
  borrowerPrincipal,
  investorInterest,
  investorPrincipal,
} from "@/lib/transaction-types/account-codes";
import { setBusinessDate } from "@/test/story";
import { namesOfAccounts, namesOfThings } from "./names";

const TODAY = "2026-01-05";
let art: { userId: string; borrowerId: string; externalAccountId: string };
let brittany: { userId: string; investorId: string; externalAccountId: string };
let loans: { id: string; number: number; applicationId: string }[];
let investment: { id: string; number: number; optionId: string };

beforeAll(async () => {
  await useBureau();
  await setBusinessDate(TODAY);
  await ensureLoanProducts(db);
  art = await newBorrower("Art");
  await activeLoan(art, TODAY);
  await activeLoan(await newBorrower("Hannah"), TODAY);
  brittany = await newInvestor("Brittany");
  await openAndClear(brittany, TODAY);
  const shown = { id: true, number: true };
  loans = await db.loan.findMany({ select: { ...shown, applicationId: true }, orderBy: { number: "asc" } });
  investment = await db.investment.findFirstOrThrow({ select: { ...shown, optionId: true } });
}, 120_000);

it("names an account by person, loan or investment, and part", async () => {
  const [loan] = loans;
  const codes = [
    borrowerPrincipal(art.borrowerId, loan!.id),
    borrowerInterest(art.borrowerId, loan!.id),
    investorPrincipal(brittany.investorId, investment.id),
    investorInterest(brittany.investorId, investment.id),
  ];
  const names = await namesOfAccounts(codes);
  expect(codes.map((code) => names.get(code))).toEqual([
    `Art · Loan ${loan!.number} · principal`,
    `Art · Loan ${loan!.number} · interest`,
    `Brittany · Investment ${investment.number} · principal`,
    `Brittany · Investment ${investment.number} · interest`,
  ]);
});

it("leaves house accounts, unknown loans and malformed codes to the ledger's own names", async () => {
  const codes = ["cash", "revenue:interest", "borrower:brw_1:loan:loan_nobody:principal", "borrower:", "a:b"];
  expect(await namesOfAccounts(codes)).toEqual(new Map());
});

it("names everything that has an id by its prefix", async () => {
  const [loan] = loans;
  const order = await db.paymentOrder.findFirstOrThrow({
    where: { userId: art.userId, kind: "DISBURSEMENT" },
  });
  const names = await namesOfThings([
    ...[art.userId, art.borrowerId, art.externalAccountId, brittany.investorId],
    ...[loan!.id, loan!.applicationId, investment.id, investment.optionId, order.id],
    ...["loan_nobody", "nonsense", "__proto__", "constructor_1", ""],
  ]);
  const { number } = await db.loanApplication.findUniqueOrThrow({ where: { id: loan!.applicationId } });
  const { termMonths } = await db.investmentOption.findUniqueOrThrow({ where: { id: investment.optionId } });
  expect(Object.fromEntries(names)).toEqual({
    [art.userId]: "Art",
    [art.borrowerId]: "Art",
    [art.externalAccountId]: "The holder · First Bank ••6789",
    [brittany.investorId]: "Brittany",
    [loan!.id]: `Art · Loan ${loan!.number}`,
    [loan!.applicationId]: `Art · Application ${number}`,
    [investment.id]: `Brittany · Investment ${investment.number}`,
    [investment.optionId]: `${termMonths}-month term`,
    [order.id]: `Art · Disbursement ${order.number}`,
  });
});

it("asks as often for many accounts as for one", async () => {
  const codes = (await db.loan.findMany({ select: { id: true, borrowerId: true } })).map((loan) =>
    borrowerPrincipal(loan.borrowerId, loan.id),
  );
  const query = vi.spyOn(pg.Client.prototype, "query");
  const queriesFor = async (some: string[]) => {
    query.mockClear();
    expect((await namesOfAccounts(some)).size).toBe(some.length);
    return query.mock.calls.length;
  };
  const one = await queriesFor(codes.slice(0, 1));
  expect(one).toBeGreaterThan(0);
  expect(codes.length).toBeGreaterThan(1);
  expect(await queriesFor(codes)).toBe(one);
  query.mockRestore();
});
