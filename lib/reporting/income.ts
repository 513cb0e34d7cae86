// Income by month, on the accrual basis and on the cash basis side by side, from the ledger alone.
import type { IsoDate } from "@/lib/calendar/dates";
import { movementsByMonth, type MonthMovement } from "@/lib/ledger/movements-by-month";
import { d, sum, toMoney, type Decimal } from "@/lib/money/money";
import { inSnapshot } from "@/lib/read-replica";
import {
  CHARGE_OFF_LOSS,
  EARLY_WITHDRAWAL_REVENUE,
  FEE_REVENUE,
  PATTERNS,
  PROVISION_EXPENSE,
  REVENUE,
} from "@/lib/transaction-types/account-codes";

export type IncomeRow = {
  month: string; // "2026-06", or "total"
  interestEarned: string; // charged to borrowers
  investorInterest: string; // credited to investors
  interestChargedOff: string; // taken back from income
  fees: string; // with penalties of early withdrawals, which are no cash: less is paid out
  chargeOffLoss: string; // with the change of what is set aside for losses
  accrualIncome: string; // earned − credited − taken back + fees − loss
  interestReceived: string; // in payments that cleared
  interestPaid: string; // to investors
  cashIncome: string; // received − paid + fees
};

/**
 * Income of each month through a date, and the total. Both bases agree once every loan is repaid and every investment paid out; where
 * principal was charged off, the loss is in the accrual basis alone.
 *
 * @example Art's 5,000.00 and Brittany's 10,000.00: accrual 120.00 over the year; cash 250.00 at mid-year and 120.00 at the end
 */
export async function income(asOf: IsoDate): Promise<IncomeRow[]> {
  const [borrowers, investors, revenue, fees, penalties, chargedOff, provisions] = await inSnapshot(
    async (tx) => {
      const read = (pattern: string) => movementsByMonth(tx, pattern, { through: asOf });
      return [
        await read(PATTERNS.borrowerInterest),
        await read(PATTERNS.investorInterest),
        await read(REVENUE),
        await read(FEE_REVENUE),
        await read(EARLY_WITHDRAWAL_REVENUE),
        await read(CHARGE_OFF_LOSS),
        await read(PROVISION_EXPENSE),
      ] as const;
    },
  );
  // What is charged off is taken from the allowance at night; what is set aside is the loss then.
  const loss = [...chargedOff, ...provisions];
  const months = [
    ...new Set([borrowers, investors, revenue, fees, penalties, loss].flat().map(({ month }) => month)),
  ].toSorted();
  const rowOf = (month: string, isIn: (movement: MonthMovement) => boolean): IncomeRow => {
    const net = (movements: readonly MonthMovement[], events?: readonly string[]): Decimal =>
      sum(
        movements
          .filter((movement) => isIn(movement) && (events === undefined || events.includes(movement.event)))
          .map((movement) => d(movement.net)),
      );
    const interestReceived = net(borrowers, ["borrower-repayment"]).negated();
    const interestPaid = net(investors, ["investor-withdrawal"]).negated();
    const investorInterest = net(investors, ["interest-calculation"]);
    const interestChargedOff = net(revenue, ["charge-off"]).negated();
    // What revenue moved besides charge-offs is what was earned less what was credited.
    const spread = net(revenue).plus(interestChargedOff);
    const [feeIncome, forfeited, lost] = [net(fees), net(penalties), net(loss)];
    return {
      month,
      interestEarned: toMoney(spread.plus(investorInterest)),
      investorInterest: toMoney(investorInterest),
      interestChargedOff: toMoney(interestChargedOff),
      fees: toMoney(feeIncome.plus(forfeited)),
      chargeOffLoss: toMoney(lost),
      accrualIncome: toMoney(spread.minus(interestChargedOff).plus(feeIncome).plus(forfeited).minus(lost)),
      interestReceived: toMoney(interestReceived),
      interestPaid: toMoney(interestPaid),
      cashIncome: toMoney(interestReceived.minus(interestPaid).plus(feeIncome)),
    };
  };
  return [
    ...months.map((month) => rowOf(month, (movement) => movement.month === month)),
    rowOf("total", () => true),
  ];
}
