// A borrower cancels a payment: until it is handed to the bank, whatever happens at the same moment.
import { askBank } from "@/test/sandbox-bank";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { book } from "@/lib/ledger/post-facts";
import { getBalances } from "@/lib/ledger/queries";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { getPaymentTimeline } from "@/lib/payments/queries";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { submitPaymentOrder } from "@/lib/payments/submit-payment-order";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import { setBusinessDate } from "@/test/story";
import { cancelRepayment } from "./cancel-repayment";
import { failRepayments } from "./fail-repayment";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { repay } from "./repay";
import {
  activeLoan,
  chargeInterest,
  newBorrower,
  useBureau,
  type TestBorrower,
} from "@/test/support/lending";

const START = "2027-01-08";
const DUE = "2027-02-08"; // a Monday

beforeAll(useBureau);

let art: TestBorrower;
let loanId: string;
beforeEach(async () => {
  await setBankDate(START);
  const borrower = await newBorrower();
  const account = { holderName: "Art", routingNumber: "021000021", accountType: "checking" } as const;
  const { id } = await addExternalAccount({
    ...account,
    userId: borrower.userId,
    accountNumber: "123456789",
  });
  art = { ...borrower, externalAccountId: id };
  ({ loanId } = await activeLoan(art, START));
  await setBusinessDate(DUE);
  await setBankDate(DUE);
  await chargeInterest(DUE, loanId);
});

async function pay() {
  const request = { ...art, loanId, kind: "SCHEDULED" as const, idempotencyKey: newId("key") };
  return (await repay(request)).paymentOrderId;
}

const cancel = (paymentOrderId: string) => cancelRepayment({ borrowerId: art.borrowerId, paymentOrderId });
const statusOf = async (id: string) => (await db.paymentOrder.findUniqueOrThrow({ where: { id } })).status;
const ordersAtBank = (id: string) =>
  askBank<{ status: string }[]>("GET", `/api/payment_orders?metadata%5Bpayment_order_id%5D=${id}`);
/** What the job does with the cancellation. */
const actOn = (paymentOrderId: string) =>
  db.$transaction(async (tx) =>
    book(tx, [await failRepayments(tx, [{ paymentOrderId, businessDate: DUE }])]),
  );

it("a payment that is only accepted is canceled: its hold is released and its installment is open again", async () => {
  const code = borrowerPrincipal(art.borrowerId, loanId);
  const principal = async () => {
    const { posted, pending } = (await getBalances([code])).get(code)!;
    return { posted, pending };
  };
  const before = await principal();
  const paymentOrderId = await pay();
  expect((await principal()).pending).not.toBe(before.pending);
  expect((await getLoan(art.borrowerId, loanId))!.rows[0]!.status).toBe("pending");
  expect((await getPaymentTimeline(paymentOrderId)).cancelRefusal).toBeNull();
  await cancel(paymentOrderId);
  await cancel(paymentOrderId);
  await actOn(paymentOrderId);
  expect(await principal()).toEqual(before);
  const loan = (await getLoan(art.borrowerId, loanId))!;
  expect(loan.rows[0]).toMatchObject({ status: "due", unpaid: "466.67" });
  expect(loan.repayments[0]).toMatchObject({ status: "CANCELLED" });
  expect(loan.owed).toMatchObject({ dueAmount: "466.67", onItsWay: "0.00" });
  await submitPaymentOrder(paymentOrderId);
  expect(await ordersAtBank(paymentOrderId)).toEqual([]);
  const note = await db.notification.findFirstOrThrow({
    where: { userId: art.userId, kind: "repayment-cancelled" },
  });
  expect(note.title).toBe("Your payment of $466.67 was canceled");
});

it("somebody else's payment does not exist", async () => {
  const paymentOrderId = await pay();
  const eve = await newBorrower("Eve");
  const attempt = cancelRepayment({ borrowerId: eve.borrowerId, paymentOrderId });
  await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  expect(await statusOf(paymentOrderId)).toBe("CREATED");
});

it("once the bank has sent it, the refusal and the screen say why", async () => {
  const paymentOrderId = await pay();
  await submitPaymentOrder(paymentOrderId);
  await setBankDate("2027-02-09");
  const why = "This payment has been sent and can no longer be canceled.";
  await expect(cancel(paymentOrderId)).rejects.toThrow(why);
  await db.paymentOrder.update({ where: { id: paymentOrderId }, data: { status: "SENT" } });
  expect((await getPaymentTimeline(paymentOrderId)).cancelRefusal).toBe(`${why} The bank has sent it.`);
});

it("a payment whose handing over has begun is not canceled behind the bank's back", async () => {
  const paymentOrderId = await pay();
  await askBank("POST", "/sandbox/trouble", { fail: 3 });
  await expect(submitPaymentOrder(paymentOrderId)).rejects.toThrow(/503/);
  await expect(cancel(paymentOrderId)).rejects.toThrow("is being sent to the bank");
  await submitPaymentOrder(paymentOrderId);
  await cancel(paymentOrderId); // the bank has it and has not sent it
  expect((await ordersAtBank(paymentOrderId)).map(({ status }) => status)).toEqual(["cancelled"]);
});

it("canceling and submitting at the same time: the bank and we agree", async () => {
  for (let round = 0; round < 8; round += 1) {
    const paymentOrderId = await pay();
    const tasks = [
      () => cancel(paymentOrderId),
      () => submitPaymentOrder(paymentOrderId),
      () => cancel(paymentOrderId),
    ];
    const order = round % 2 === 0 ? tasks : tasks.toReversed();
    const answers = await Promise.allSettled(order.map((task) => task()));
    for (const answer of answers)
      if (answer.status === "rejected")
        expect(answer.reason).toMatchObject({ name: "DomainError", code: "wrong-state" });
    const [ours, theirs] = [await statusOf(paymentOrderId), await ordersAtBank(paymentOrderId)];
    expect([ours, ...theirs.map(({ status }) => status)].join()).toMatch(
      /^(CANCELLED|CANCELLED,cancelled|APPROVED,approved)$/,
    );
    if (ours !== "CANCELLED") await cancel(paymentOrderId);
    await actOn(paymentOrderId);
    expect((await getLoan(art.borrowerId, loanId))!.owed).toMatchObject({ onItsWay: "0.00" });
  }
});
