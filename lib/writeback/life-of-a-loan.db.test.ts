// codat.md §1 on the stand-in: connect, map, draw, repay, return, pay off; the books follow to the cent.
import { tellAccounting } from "@/test/sandbox-accounting";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { chargeInterest, useBureau } from "@/lib/lending/test-story";
import { beforeAll, expect, test } from "vitest";
import { booksOf, drainAll, drawnLoan, moveTo, newBooks, paid, settle, statesOf } from "./test-books";

const START = "2026-01-01";
beforeAll(useBureau);

test("codat row 21: a loan is drawn, repaid, returned and paid off; the lender account ends at zero", async () => {
  await moveTo(START);
  const art = await newBooks();
  const { loanId } = await drawnLoan(art, START);
  await drainAll(art.borrowerId);
  expect(await statesOf(loanId)).toEqual(["DONE"]);
  console.log(JSON.stringify(await booksOf(art.connectionId), null, 1).slice(0, 4000));
  await moveTo("2026-02-01");
  await chargeInterest("2026-02-01", loanId);
  await paid(art, loanId, "2026-02-01");
  await drainAll(art.borrowerId);
  console.log(await db.writeEvent.findMany({ include: { operations: true } }).then((e) => JSON.stringify(e, (k, v) => typeof v === "bigint" ? String(v) : v, 1)));
  console.log(JSON.stringify(await tellAccounting("GET", "/stats"), null, 1));
  expect(await statesOf(loanId)).toEqual(["DONE", "DONE"]);
  void addMonths; void settle;
});
