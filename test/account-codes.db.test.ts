import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import {
  borrowerInterest,
  borrowerPrincipal,
  investmentCodeSql,
  investorInterest,
  investorPattern,
  investorPrincipal,
  loanCodeSql,
  PATTERNS,
  PREFIXES,
} from "@/lib/transaction-types/account-codes";

const PARTS = ["principal", "interest"] as const;
const [BORROWER, LOAN, INVESTOR, INVESTMENT] = ["brw_1-a", "loan_1", "inv_1", "ivm_1"];

test("SQL puts together the codes that the functions do", async () => {
  const code = { loan: { principal: borrowerPrincipal, interest: borrowerInterest } };
  for (const of of PARTS) {
    const sql = loanCodeSql({ borrowerId: "l.borrower_id", loanId: "l.id" }, of);
    const [row] = await db.$queryRaw<{ code: string }[]>`
      SELECT ${Prisma.raw(sql)} AS code FROM (VALUES (${BORROWER}, ${LOAN})) AS l (borrower_id, id)`;
    expect(row!.code).toBe(code.loan[of](BORROWER!, LOAN!));
  }
  for (const of of PARTS) {
    const sql = investmentCodeSql({ investorId: "i.investor_id", investmentId: "i.id" }, of);
    const [row] = await db.$queryRaw<{ code: string }[]>`
      SELECT ${Prisma.raw(sql)} AS code FROM (VALUES (${INVESTOR}, ${INVESTMENT})) AS i (investor_id, id)`;
    const expected = of === "principal" ? investorPrincipal : investorInterest;
    expect(row!.code).toBe(expected(INVESTOR!, INVESTMENT!));
  }
});

test("only a column of a table becomes part of a statement", () => {
  for (const column of ["id", "l.id' OR '1'='1", "l.id; DROP TABLE loans", "'x'"])
    expect(() => loanCodeSql({ borrowerId: "l.borrower_id", loanId: column }, "interest")).toThrow(
      "is a column",
    );
});

test("each pattern and prefix finds its own codes and no others", () => {
  const codes = {
    borrowerPrincipal: borrowerPrincipal(BORROWER!, LOAN!),
    borrowerInterest: borrowerInterest(BORROWER!, LOAN!),
    investorPrincipal: investorPrincipal(INVESTOR!, INVESTMENT!),
    investorInterest: investorInterest(INVESTOR!, INVESTMENT!),
  };
  const matches = (pattern: string, code: string) =>
    new RegExp(`^${pattern.replaceAll("%", ".*")}$`).test(code);
  for (const [name, pattern] of Object.entries(PATTERNS))
    expect(Object.entries(codes).flatMap(([of, code]) => (matches(pattern, code) ? [of] : []))).toEqual([
      name,
    ]);
  expect(matches(investorPattern(INVESTOR!, "interest"), codes.investorInterest)).toBe(true);
  expect(matches(investorPattern("inv_2", "interest"), codes.investorInterest)).toBe(false);
  expect(codes.borrowerInterest.startsWith(PREFIXES.borrowers)).toBe(true);
  expect(codes.investorInterest.startsWith(PREFIXES.investors)).toBe(true);
});
