// A refund above what one person may send: treasury proposes, an accountant approves, and it is on its way in that moment.
import { beforeAll, expect, it } from "vitest";
import { approve } from "@/lib/approvals/decide";
import { propose } from "@/lib/approvals/propose";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { openAccounts } from "@/lib/ledger/accounts";
import { post } from "@/lib/ledger/post";
import { accountSpecs, borrowerCredit, CASH } from "@/lib/transaction-types/account-codes";
import { balanced, credit, debit } from "@/lib/transaction-types/balanced";
import { newStaff } from "@/test/people";
import { activeLoan, newBorrower, posted, useBureau } from "@/test/support/lending";
import { KINDS } from "./kinds";
import { REFUND } from "./kinds/refund";

beforeAll(useBureau);

/** A loan whose borrower is owed 250.00. */
async function owedBack() {
  const { borrowerId, ...borrower } = await newBorrower();
  const { loanId } = await activeLoan({ borrowerId, ...borrower }, "2026-01-01");
  await openAccounts(db, accountSpecs.credit({ borrowerId, loanId }));
  const code = borrowerCredit(borrowerId, loanId);
  const overpaid = balanced("borrower-repayment", [debit(CASH, "250.00"), credit(code, "250.00")]);
  await post(db, [
    { ...overpaid, key: newId("key"), kind: "post", mode: "record", effectiveOn: "2026-01-05" },
  ]);
  return { borrowerId, loanId };
}

it("is proposed by treasury and sent once an accountant approves; no more than the credit balance", async () => {
  const { borrowerId, loanId } = await owedBack();
  const [treasury, accountant] = [await newStaff("TREASURY"), await newStaff("ACCOUNTANT")];
  const proposal = (amount: string) =>
    propose(REFUND, { payload: { loanId, amount }, reason: "Paid twice.", userId: treasury.userId });
  await expect(proposal("250.01")).rejects.toThrow("A refund can't be more than the loan's credit balance.");
  const { approvalId } = await proposal("240.00");
  expect(await db.refund.count({ where: { loanId } })).toBe(0);
  await approve(KINDS, { approvalId, userId: accountant.userId, note: "Agreed." });
  expect(await db.refund.findFirstOrThrow({ where: { loanId } })).toMatchObject({
    status: "PENDING",
    startedById: accountant.userId,
  });
  expect(await posted(borrowerCredit(borrowerId, loanId))).toEqual(["250.00"]);
});
