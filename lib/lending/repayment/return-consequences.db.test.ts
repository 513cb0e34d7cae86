// What follows from each code for the account, for autopay and for whoever is notified: as the table says, and no other way.
import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { book } from "@/lib/ledger/post-facts";
import { RETURN_CODES, UNKNOWN_RETURN } from "@/lib/payments/return-codes";
import { newAdmin } from "@/test/people";
import { setBusinessDate } from "@/test/story";
import { repay } from "./repay";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import { settleRepayments } from "./settle-repayment";
import {
  activeLoan,
  bankSays,
  nameOf,
  newBorrower,
  stateOf,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2026-01-01";
const ON = "2026-01-20";
let art: TestBorrower;
let loanId: string;
let adminId: string;
let signedName: string;

beforeAll(async () => {
  await useBureau();
  adminId = (await newAdmin()).userId;
  art = await newBorrower();
  ({ loanId } = await activeLoan(art, START, { isAutopay: true }));
  signedName = await nameOf(art);
  await setBusinessDate(ON);
});

/** The account works and autopay is on again. */
async function mend() {
  await db.externalAccount.update({
    where: { id: art.externalAccountId },
    data: { status: "ACTIVE", disabledReason: null },
  });
  await setAutopay({ borrowerId: art.borrowerId, loanId, isAutopay: true, signedName });
  await db.notification.deleteMany({ where: { userId: { in: [art.userId, adminId] } } });
}

test.each([...Object.entries(RETURN_CODES), ["R99", UNKNOWN_RETURN] as const])(
  "%s has the consequences of its row",
  async (code, row) => {
    await mend();
    const before = await stateOf(loanId, ON);
    const ask = { borrowerId: art.borrowerId, loanId, kind: "OTHER", amount: "10.00" } as const;
    const { paymentOrderId } = await repay({ ...ask, idempotencyKey: crypto.randomUUID() });
    await bankSays(paymentOrderId, "RETURNED", ON, code);
    const repayment = await db.repayment.findFirstOrThrow({ where: { paymentOrderId } });
    const account = await db.externalAccount.findUniqueOrThrow({ where: { id: art.externalAccountId } });
    const { isAutopay } = await db.loan.findUniqueOrThrow({ where: { id: loanId } });
    const inForce = await db.autopayAuthorization.count({ where: { loanId, revokedAt: null } });
    const kinds = async (userId: string) =>
      (await db.notification.findMany({ where: { userId } })).map(({ kind }) => kind).sort();
    expect({
      status: repayment.status,
      account: account.status,
      isAutopay,
      inForce,
      payer: await kinds(art.userId),
      staff: await kinds(adminId),
    }).toEqual({
      status: row.returnsMoney ? "RETURNED" : "PENDING",
      account: row.disablesAccount ? "DISABLED" : "ACTIVE",
      isAutopay: !row.stopsAutopay,
      inForce: row.stopsAutopay ? 0 : 1,
      payer: [
        ...(row.stopsAutopay ? ["autopay-off"] : []),
        ...(row.retryable ? ["fee-assessed"] : []), // of R01 and R09, which the account's owner could have prevented
        ...(row.returnsMoney ? ["repayment-returned"] : []),
      ],
      staff: row.returnsMoney && row.notifies.includes("staff") ? ["payment-returned"] : [],
    });
    if (row.returnsMoney) expect(await stateOf(loanId, ON)).toEqual(before);
    if (row.returnsMoney) return;
    const cleared = { paymentOrderId, businessDate: ON };
    await inTransaction(async (tx) => book(tx, [await settleRepayments(tx, [cleared])]));
    const { status } = await db.repayment.findFirstOrThrow({ where: { paymentOrderId } });
    expect(status, "a notification of change leaves the payment on its way, and it clears").toBe("POSTED");
  },
);
