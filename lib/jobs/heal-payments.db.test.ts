// A worker that was killed keeps the jobs it held for hours: until they are freed, a job that runs each minute does
// their work.
import { askBank } from "@/test/sandbox-bank";
import { beforeEach, expect, it } from "vitest";
import { db, inTransaction } from "@/lib/db";
import { newInvestor, open } from "@/test/support/investing";
import { changeStatus, lockPaymentOrder } from "@/lib/payments/change-status";
import { addAccount, countOrdersAtBank, FRIDAY, moveTo, statusOf } from "@/test/payments";
import { tasks } from "./tasks";

beforeEach(() => moveTo(FRIDAY));

/** A worker took all jobs that wait, and died. */
const killWorker = () =>
  db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_by = 'dead', locked_at = now()`;

const minute = () => tasks["poll-payments"]!({}, {} as never);

let accountNumber = 987654321;

async function depositOf(name: string) {
  const investor = await newInvestor(name);
  // Of each person's own: one that two people give waits for staff.
  const { id: externalAccountId } = await addAccount(investor.userId, String((accountNumber += 1)));
  return open({ ...investor, externalAccountId });
}

/** The bank has completed it, and nobody has acted on that. */
async function complete(paymentOrderId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const order = (await lockPaymentOrder(tx, paymentOrderId))!;
    await changeStatus(tx, order, {
      status: "COMPLETED",
      source: "webhook",
      providerId: `bank-${paymentOrderId}`,
    });
  });
}

const statusOfInvestment = async (id: string) =>
  (await db.investment.findUniqueOrThrow({ where: { id } })).status;

it("hands over what a dead worker was about to hand over, once", async () => {
  const { paymentOrderId } = await depositOf("Not handed over");
  await killWorker();
  await minute();
  await minute();
  expect(await statusOf(paymentOrderId)).toBe("APPROVED");
  expect(await countOrdersAtBank(paymentOrderId)).toBe(1);
});

it("acts on what a dead worker was about to act on, also while the bank does not answer", async () => {
  const { investmentId, paymentOrderId } = await depositOf("Not acted on");
  await complete(paymentOrderId);
  const { paymentOrderId: stillOurs } = await depositOf("Still open");
  await minute();
  expect(await statusOfInvestment(investmentId)).toBe("ACTIVE");
  expect(await statusOf(stillOurs)).toBe("APPROVED");

  const second = await depositOf("Not acted on either");
  await complete(second.paymentOrderId);
  await killWorker();
  await askBank("POST", "/sandbox/trouble", { fail: 100 });
  await expect(minute()).rejects.toThrow(/503/);
  await askBank("POST", "/sandbox/trouble", { fail: 0 });
  expect(await statusOfInvestment(second.investmentId)).toBe("ACTIVE");
});
