// Sections 3 to 5 of the servicing specification on a real loan: what being late costs, once, and how it is paid and waived.
import { beforeAll, describe, expect, it, test } from "vitest";
import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { setBusinessDate } from "@/test/story";
import { activeLoan, bankSays, chargeInterest, newBorrower, posted, useBureau } from "@/test/support/lending";
import { chargeOffLoan } from "@/lib/lending/charge-off/charge-off-loan";
import { quoteRepayment } from "@/lib/lending/repayment/quote-repayment";
import { repay } from "@/lib/lending/repayment/repay";
import { loadPosition } from "@/lib/lending/terms/loan-position";
import {
  borrowerCredit,
  borrowerFees,
  borrowerInterest,
  borrowerPrincipal,
  CHARGE_OFF_LOSS,
  LATE_FEE_REVENUE,
} from "@/lib/transaction-types/account-codes";
import { listFees } from "./fee-queries";
import { runDelinquency } from "./run-delinquency";
import { waiveFee } from "./waive-fee";

beforeAll(useBureau);
let key = 0;

type Lending = { borrowerId: string; loanId: string; userId: string };

async function toDay(on: IsoDate, loanId: string): Promise<void> {
  await setBusinessDate(on);
  await chargeInterest(on, loanId);
  await runDelinquency({ businessDate: on });
}

async function live(from: IsoDate, to: IsoDate, loanId: string): Promise<void> {
  for (let day = from; compare(day, to) <= 0; day = addDays(day, 1)) await toDay(day, loanId);
}

async function pay({ borrowerId, loanId }: Lending, amount: string): Promise<string> {
  const idempotencyKey = `fees-${(key += 1)}`;
  return (await repay({ borrowerId, loanId, kind: "OTHER", amount, idempotencyKey })).paymentOrderId;
}

/** Art paid once, on February 1. */
async function art(method: "FLAT" | "EQUAL_INSTALLMENT" = "FLAT", first = "466.67"): Promise<Lending> {
  const borrower = await newBorrower();
  const { loanId } = await activeLoan(borrower, "2026-01-01", { method });
  await toDay("2026-02-01", loanId);
  const lending = { ...borrower, loanId };
  await bankSays(await pay(lending, first), "COMPLETED", "2026-02-01");
  return lending;
}

async function artWithFee(): Promise<Lending & { feeId: string }> {
  const lending = await art();
  await live("2026-03-01", "2026-03-17", lending.loanId);
  const [fee] = await listFees(lending.loanId);
  return { ...lending, feeId: fee!.id };
}

const accounts = ({ borrowerId, loanId }: Lending) =>
  posted(
    borrowerInterest(borrowerId, loanId),
    borrowerPrincipal(borrowerId, loanId),
    borrowerFees(borrowerId, loanId),
    borrowerCredit(borrowerId, loanId),
  );

const feesOf = async (loanId: string) =>
  (await listFees(loanId)).map(({ kind, installmentNumber, assessedOn, amount, paid, waivedOn }) =>
    [kind, installmentNumber ?? "", assessedOn, amount, paid, waivedOn ?? ""].join(" "),
  );

const waive = (lending: Lending, feeId: string, userId = "usr_staff") =>
  inTransaction((tx) =>
    waiveFee(tx, { userId, loanId: lending.loanId, feeId, reason: "courtesy", note: "First time." }),
  );

describe("the late fee of section 4", () => {
  it("is 23.33 on March 17, the first day on which the installment is more than 15 days late", async () => {
    const lending = await art();
    await live("2026-03-01", "2026-03-16", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual([]);
    await toDay("2026-03-17", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 23.33 0.00 "]);
    expect(await accounts(lending)).toEqual(["50.00", "4583.33", "23.33", "0.00"]);
  });

  it("is 15.00 where 200.00 is unpaid", async () => {
    const lending = await art();
    await toDay("2026-03-01", lending.loanId);
    await bankSays(await pay(lending, "266.67"), "COMPLETED", "2026-03-01");
    await live("2026-03-02", "2026-03-17", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 15.00 0.00 "]);
  });

  it("is assessed once: the day run again, by two at once, and after a later payment came back", async () => {
    const lending = await artWithFee();
    const again = () => runDelinquency({ businessDate: "2026-03-17" });
    await db.loanDelinquency.update({
      where: { loanId: lending.loanId },
      data: { nextOn: new Date("2026-03-17") },
    });
    await Promise.all([again(), again()]);
    const order = await pay(lending, "490.00");
    await bankSays(order, "COMPLETED", "2026-03-19");
    await setBusinessDate("2026-03-25");
    await bankSays(order, "RETURNED", "2026-03-25", "R10");
    await live("2026-03-25", "2026-03-28", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 23.33 0.00 "]);
  });

  it("follows on the next day when a payment made in time comes back after the grace", async () => {
    const lending = await art();
    await toDay("2026-03-01", lending.loanId);
    const order = await pay(lending, "466.67");
    await bankSays(order, "COMPLETED", "2026-03-03");
    await live("2026-03-02", "2026-03-25", lending.loanId);
    await bankSays(order, "RETURNED", "2026-03-25", "R10");
    expect(await feesOf(lending.loanId)).toEqual([]);
    await toDay("2026-03-26", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-26 23.33 0.00 "]);
  });

  it("is never charged to a loan that was signed without a late charge", async () => {
    await newBorrower();
    await db.loanProduct.updateMany({
      data: {
        lateFeeGraceDays: null,
        lateFeeFlat: null,
        lateFeeRate: null,
        lateFeeRule: null,
        returnedFee: null,
      },
    });
    const lending = await art();
    await db.loanProduct.updateMany({
      data: {
        lateFeeGraceDays: 15,
        lateFeeFlat: "15",
        lateFeeRate: "0.05",
        lateFeeRule: "greater",
        returnedFee: "15",
      },
    });
    await live("2026-03-01", "2026-04-20", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual([]);
  });
});

describe("the waterfall of section 5: 500.00 on March 20", () => {
  it("flat: interest 50.00, principal 426.67 of which 10.00 is ahead, fees 23.33", async () => {
    const lending = await artWithFee();
    await toDay("2026-03-20", lending.loanId);
    const quote = await quoteRepayment({ ...lending, kind: "OTHER", amount: "500.00" });
    expect(quote.parts).toEqual({ fees: "23.33", interest: "50.00", principal: "426.67" });
    expect(quote.extraPrincipal).toBe("10.00");
    await bankSays(await pay(lending, "500.00"), "COMPLETED", "2026-03-23");
    expect(await accounts(lending)).toEqual(["0.00", "4156.66", "0.00", "0.00"]);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 23.33 23.33 "]);
  });

  it("equal installments: the fee comes before interest to the day and principal", async () => {
    const lending = await art("EQUAL_INSTALLMENT", "444.24");
    await live("2026-03-01", "2026-03-20", lending.loanId);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 22.21 0.00 "]);
    const quote = await quoteRepayment({ ...lending, kind: "OTHER", amount: "500.00" });
    expect(quote.parts).toEqual({ fees: "22.21", interest: "71.85", principal: "405.94" });
    const order = await pay(lending, "500.00");
    await bankSays(order, "COMPLETED", "2026-03-23");
    expect((await accounts(lending))[2]).toBe("0.00");
    await setBusinessDate("2026-03-25");
    await bankSays(order, "RETURNED", "2026-03-25", "R10");
    expect(await accounts(lending)).toEqual(["46.06", "4605.76", "22.21", "0.00"]);
    expect(await feesOf(lending.loanId)).toEqual(["LATE 2 2026-03-17 22.21 0.00 "]);
  });

  it.each(["FLAT", "EQUAL_INSTALLMENT"] as const)(
    "%s: the payoff has the fee in it, closes the loan, and its return owes the fee again",
    async (method) => {
      const lending = await art(method, method === "FLAT" ? "466.67" : "444.24");
      await live("2026-03-01", "2026-03-20", lending.loanId);
      const before = await accounts(lending);
      const quote = await quoteRepayment({ ...lending, kind: "PAYOFF" });
      expect(quote.parts.fees).toBe(before[2]);
      const { paymentOrderId } = await repay({
        ...lending,
        kind: "PAYOFF",
        idempotencyKey: `pay-${(key += 1)}`,
      });
      await bankSays(paymentOrderId, "COMPLETED", "2026-03-23");
      expect(await accounts(lending)).toEqual(["0.00", "0.00", "0.00", "0.00"]);
      expect(await db.loan.findUnique({ where: { id: lending.loanId } })).toMatchObject({ status: "CLOSED" });
      await setBusinessDate("2026-03-25");
      await bankSays(paymentOrderId, "RETURNED", "2026-03-25", "R10");
      expect(await accounts(lending)).toEqual(before);
    },
  );
});

describe("a fee for a returned payment", () => {
  it("15.00 for R01, once per returned entry, and none for another code", async () => {
    const lending = await art();
    await toDay("2026-03-01", lending.loanId);
    const first = await pay(lending, "466.67");
    await bankSays(first, "RETURNED", "2026-03-03", "R01");
    expect(await feesOf(lending.loanId)).toEqual(["RETURNED  2026-03-03 15.00 0.00 "]);
    await bankSays(await pay(lending, "466.67"), "RETURNED", "2026-03-05", "R16");
    expect(await feesOf(lending.loanId)).toHaveLength(1);
  });
});

describe("a waiver", () => {
  it("of an unpaid fee takes it out of revenue", async () => {
    const lending = await artWithFee();
    const revenue = await posted(LATE_FEE_REVENUE);
    await waive(lending, lending.feeId);
    expect(await accounts(lending)).toEqual(["50.00", "4583.33", "0.00", "0.00"]);
    expect(Number((await posted(LATE_FEE_REVENUE))[0])).toBeCloseTo(Number(revenue[0]) - 23.33, 2);
    await expect(waive(lending, lending.feeId)).rejects.toThrow("This fee was waived on March 17, 2026.");
  });

  it.each(["FLAT", "EQUAL_INSTALLMENT"] as const)(
    "%s: of a paid fee owes it to the borrower, until the payment that had paid it comes back",
    async (method) => {
      const lending = await art(method, method === "FLAT" ? "466.67" : "444.24");
      await live("2026-03-01", "2026-03-20", lending.loanId);
      const [fee] = await listFees(lending.loanId);
      const order = await pay(lending, method === "FLAT" ? "490.00" : "466.45");
      await expect(waive(lending, fee!.id)).rejects.toThrow("A pending payment pays fees of this loan.");
      await bankSays(order, "COMPLETED", "2026-03-23");
      await waive(lending, fee!.id);
      expect((await accounts(lending)).slice(2)).toEqual(["0.00", fee!.amount]);
      await setBusinessDate("2026-03-25");
      await bankSays(order, "RETURNED", "2026-03-25", "R10");
      expect((await accounts(lending)).slice(2)).toEqual(["0.00", "0.00"]);
      const { booked } = await loadPosition(db, lending.loanId);
      expect(booked.owed.fees.toFixed(2)).toBe("0.00");
    },
  );

  it("closes a loan that owed nothing else", async () => {
    const lending = await artWithFee();
    for (let month = 2; month <= 12; month += 1) {
      const due = `${month === 12 ? 2027 : 2026}-${String((month % 12) + 1).padStart(2, "0")}-01`;
      await setBusinessDate(due);
      await chargeInterest(due, lending.loanId);
    }
    const { paymentOrderId } = await repay({
      ...lending,
      kind: "SCHEDULED",
      idempotencyKey: `all-${(key += 1)}`,
    });
    await bankSays(paymentOrderId, "COMPLETED", "2027-01-02");
    expect(await accounts(lending)).toEqual(["0.00", "0.00", "23.33", "0.00"]);
    await waive(lending, lending.feeId);
    expect(await db.loan.findUnique({ where: { id: lending.loanId } })).toMatchObject({ status: "CLOSED" });
  });

  it("is refused above 50.00 in a year, for another loan's fee, and for one's own loan", async () => {
    const lending = await artWithFee();
    const other = await artWithFee();
    await live("2026-03-18", "2026-05-20", lending.loanId);
    const fees = await listFees(lending.loanId);
    expect(fees).toHaveLength(3);
    await expect(waive(lending, other.feeId)).rejects.toThrow("Fee not found.");
    await expect(waive(lending, fees[0]!.id, lending.userId)).rejects.toThrow("a fee on your loan");
    await waive(lending, fees[0]!.id);
    await waive(lending, fees[1]!.id);
    await expect(waive(lending, fees[2]!.id)).rejects.toThrow(
      "With this fee, $69.99 would be waived on this loan in 2026.",
    );
  });
});

test("a charge-off takes unpaid fees out of revenue; only principal is a loss", async () => {
  const lending = await art();
  await live("2026-03-01", "2026-06-29", lending.loanId);
  const { booked } = await loadPosition(db, lending.loanId);
  expect(booked.owed.fees.toFixed(2)).toBe("93.32");
  const loss = await posted(CHARGE_OFF_LOSS);
  const { fees, interest, principal } = booked.owed;
  const shown = { fees: fees.toFixed(2), interest: interest.toFixed(2), principal: principal.toFixed(2) };
  await inTransaction((tx) =>
    chargeOffLoan(tx, {
      userId: "usr_staff",
      loanId: lending.loanId,
      reason: "Insolvent.",
      shown,
      idempotencyKey: `off-${(key += 1)}`,
    }),
  );
  expect(await accounts(lending)).toEqual(["0.00", "0.00", "0.00", "0.00"]);
  expect(Number((await posted(CHARGE_OFF_LOSS))[0])).toBeCloseTo(Number(loss[0]) + 4583.33, 2);
});
