import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { investmentAgreement } from "@/lib/documents/investment-agreement";
import type { RailFor } from "@/lib/payments/rails";
import type { ExternalAccount, InvestmentOption } from "@/prisma/generated/client";
import { project } from "./projection";
import { forfeitedMonths } from "./returns/early-withdrawal";

/** The agreement for one choice: what the form shows before signing and what is stored are this same text. */
export async function agreementText(
  tx: Tx,
  choice: {
    userId: string;
    amount: string;
    rail: RailFor<"DEPOSIT">;
    option: InvestmentOption;
    bankAccount: ExternalAccount;
    agreedOn: IsoDate;
  },
): Promise<string> {
  const { option, bankAccount, amount } = choice;
  const user = await tx.user.findUniqueOrThrow({ where: { id: choice.userId }, select: { name: true } });
  const annualRate = option.annualRate.toString();
  const projection = project({
    principal: amount,
    annualRate,
    termMonths: option.termMonths,
    startedOn: null,
  });
  return investmentAgreement({
    investorName: user.name,
    agreedOn: choice.agreedOn,
    principal: amount,
    annualRate,
    termMonths: option.termMonths,
    forfeitedMonths: forfeitedMonths(option.termMonths),
    totalInterest: projection.interest,
    maturityAmount: projection.maturityAmount,
    rail: choice.rail,
    accountWords: `${bankAccount.bankName}, ending in ${bankAccount.accountNumberLast4}`,
    monthlyInterest: projection.months.map((month) => month.amount),
  });
}
