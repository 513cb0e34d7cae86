import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { newId } from "@/lib/ids";
import { setBusinessDate } from "@/test/story";
import { asOwner } from "@/test/owner";
import { repay } from "@/lib/lending/repayment/repay";
import { activeLoan, bankSays, newBorrower, stateOf, useBureau } from "@/test/support/lending";

const START = "2026-01-31";

beforeAll(useBureau);
beforeEach(() => setBusinessDate(START));

async function datesOf(loanId: string): Promise<string[]> {
  return (await stateOf(loanId, START)).rows.map(([, dueOn]) => String(dueOn));
}

test("a loan paid out on the 31st falls due on each month's last day; money that comes back clears the day", async () => {
  const art = await newBorrower();
  const { loanId, disbursementOrderId } = await activeLoan(art, START);
  const monthEnds =
    "2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-30 2026-12-31 2027-01-31";
  expect((await datesOf(loanId)).join(" ")).toBe(monthEnds);
  expect(await db.loan.findUniqueOrThrow({ where: { id: loanId } })).toMatchObject({ dueDay: 31 });
  await bankSays(disbursementOrderId, "RETURNED", "2026-02-02", "R03");
  expect(await db.loan.findUniqueOrThrow({ where: { id: loanId } })).toMatchObject({ dueDay: null });
});

test("a loan that was signed with the clamped day keeps its dates when principal is paid ahead", async () => {
  const art = await newBorrower();
  const { loanId } = await activeLoan(art, START);
  // As the migration left the loans of before: counted from the first due date.
  await db.loan.update({ where: { id: loanId }, data: { dueDay: 28 } });
  await asOwner(
    "UPDATE installments SET due_on = date_trunc('month', due_on)::date + 27 WHERE loan_id = $1",
    [loanId],
  );
  const signed = await datesOf(loanId);
  const extra = { ...art, loanId, kind: "OTHER" as const, amount: "2000.00" };
  const { paymentOrderId } = await repay({ ...extra, idempotencyKey: newId("key") });
  await bankSays(paymentOrderId, "COMPLETED", START);
  const remade = await datesOf(loanId);
  expect(remade.length).toBeLessThan(signed.length);
  expect(remade).toEqual(signed.slice(0, remade.length));
});
