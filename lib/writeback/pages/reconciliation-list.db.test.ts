import { tellAccounting } from "@/test/sandbox-accounting";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newBorrower, useBureau } from "@/test/support/lending";
import { d, sum, toMoney } from "@/lib/money/money";
import { getReconciliation } from "./reconciliation";
import { reconciliationList } from "./reconciliation-list";
import { setSwitch } from "@/lib/writeback/books/set-switch";
import { drainAll, drawnLoan, moveTo, newBooks, paid } from "@/test/support/writeback-books";

const START = "2026-01-01";

beforeAll(useBureau);

test("codat row 43: one list compares all borrowers' ledgers with the books and finds differences", async () => {
  await moveTo(START);
  const [art, eve, sam] = [await newBooks(), await newBooks(), await newBooks()];
  const nobody = await newBorrower("Never connected");
  await drawnLoan(nobody, START);
  const { loanId } = await drawnLoan(art, START);
  await drawnLoan(art, START);
  await paid(art, loanId, START, "PAYOFF");
  await drainAll(art.borrowerId);

  await drawnLoan(eve, START);
  const second = await drawnLoan(eve, START);
  await drainAll(eve.borrowerId);
  await tellAccounting("POST", "/outcomes", { dataType: "transfers", outcome: "Failed" });
  await paid(eve, second.loanId, START, "PAYOFF");
  await drainAll(eve.borrowerId);
  await tellAccounting("DELETE", "/outcomes");

  await setSwitch({ ...sam, actorUserId: sam.userId, isOn: false });
  await drawnLoan(sam, START);

  const asked = await db.writebackCall.count();
  const { rows, total } = await reconciliationList.page();
  expect(total).toBe(3);
  const of = (id: string) => rows.find(({ borrowerId }) => borrowerId === id)!;
  expect(of(art.borrowerId)).toMatchObject({
    ...{ ledgerPrincipal: "5000.00", pushedBalance: "-5000.00", feedBalance: "-5000.00" },
    ...{ difference: "0.00", loans: 2, open: 0, held: 0, parked: 0, differs: false },
  });
  expect(of(sam.borrowerId)).toMatchObject({
    ...{ ledgerPrincipal: "5000.00", pushedBalance: "0.00", difference: "5000.00", parked: 1, differs: true },
  });
  expect(of(eve.borrowerId)).toMatchObject({
    ...{ ledgerPrincipal: "5000.00", pushedBalance: "-10000.00", feedBalance: "-10000.00" },
    ...{ difference: "-5000.00", loans: 2, held: 1, differs: true },
  });
  expect(of(nobody.borrowerId)).toBeUndefined();
  for (const row of rows) {
    const loans = await getReconciliation({ borrowerId: row.borrowerId });
    const add = (key: "ledgerPrincipal" | "pushedBalance" | "feedBalance") =>
      toMoney(sum(loans.map((loan) => d(loan[key]))));
    expect(row).toMatchObject({
      ledgerPrincipal: add("ledgerPrincipal"),
      pushedBalance: add("pushedBalance"),
      feedBalance: add("feedBalance"),
      differs: loans.some(({ differs }) => differs),
    });
  }
  expect(await db.writebackCall.count(), "no call was made").toBe(asked);

  const only = await reconciliationList.page({ only: "differences" });
  expect(new Set(only.rows.map(({ borrowerId }) => borrowerId))).toEqual(
    new Set([eve.borrowerId, sam.borrowerId]),
  );
  expect(only.total).toBe(2);
  expect(rows.map(({ differs }) => differs)).toEqual([true, true, false]);
});
