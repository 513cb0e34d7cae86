import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { sqlRows } from "@/lib/sql-rows";
import { Prisma } from "@/prisma/generated/client";
import { MATURITY_AMOUNT } from "./maturity-sql";
import { project } from "./projection";

type Terms = { principal: string; annualRate: string; termMonths: number };

async function inSql(terms: Terms[]): Promise<string[]> {
  const rows = terms.map(({ principal, annualRate, termMonths }) => ({
    ...{ principal, annual_rate: annualRate, term_months: termMonths },
  }));
  const columns = { principal: "numeric", annual_rate: "numeric", term_months: "int" } as const;
  const found = await db.$queryRaw<{ amount: string }[]>`
    SELECT (${MATURITY_AMOUNT})::text AS amount FROM ${Prisma.sql`${sqlRows("i", columns, rows)}`} ORDER BY place`;
  return found.map(({ amount }) => amount);
}

test("the amount at maturity in SQL is the one that investors see, also where it is a tie", async () => {
  const random = fc.sample(
    fc.record({
      principal: fc.integer({ min: 1, max: 500_000_000 }).map((cents) => (cents / 100).toFixed(2)),
      annualRate: fc
        .integer({ min: 0, max: 300_000 })
        .map((millionths) => (millionths / 1_000_000).toFixed(6)),
      termMonths: fc.integer({ min: 1, max: 60 }),
    }),
    2000,
  );
  const ties: Terms[] = [
    { principal: "100.00", annualRate: "0.000600", termMonths: 1 }, // 0.005, to 0.00
    { principal: "300.00", annualRate: "0.000600", termMonths: 1 }, // 0.015, to 0.02
    { principal: "10000.00", annualRate: "0.048000", termMonths: 12 },
  ];
  const terms = [...ties, ...random];
  const shown = terms.map((each) => project({ ...each, startedOn: null }).maturityAmount);
  expect(shown.slice(0, 3)).toEqual(["100.00", "300.02", "10480.00"]);
  expect(await inSql(terms)).toEqual(shown);
});
