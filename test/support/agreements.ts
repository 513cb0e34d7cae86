// Terms of the worked example, for tests of agreements and of how a screen shows them.
import { addMonths } from "@/lib/calendar/dates";
import type { LoanAgreementTerms } from "@/lib/documents/loan-agreement";

// 5,000.00 flat at 12% over 12 months.
export const ARTS_LOAN: LoanAgreementTerms = {
  borrowerName: "Art Vandelay",
  agreedOn: "2026-01-05",
  method: "FLAT",
  termMonths: 12,
  principal: "5000.00",
  annualRate: "0.12",
  apr: "21.46",
  lateCharge: { graceDays: 15, flat: "15.00", rate: "0.05", rule: "greater", cap: null },
  returnedFee: "15.00",
  feesFirst: false,
  originationFee: "0.00",
  amountFinanced: "5000.00",
  financeCharge: "600.00",
  totalOfPayments: "5600.00",
  assumedPaidOutOn: "2026-01-05",
  schedule: Array.from({ length: 12 }, (_, at) => ({
    number: at + 1,
    dueOn: addMonths("2026-01-05", at + 1),
    payment: at < 11 ? "466.67" : "466.63",
    principal: at < 11 ? "416.67" : "416.63",
    interest: "50.00",
    balance: at < 11 ? `${(500000 - 41667 * (at + 1)) / 100}` : "0.00",
  })),
};

export const BRITTANYS_INVESTMENT = {
  investorName: "Brittany",
  agreedOn: "2026-01-01",
  principal: "10000.00",
  annualRate: "0.048",
  termMonths: 12,
  forfeitedMonths: 3,
  totalInterest: "480.00",
  maturityAmount: "10480.00",
  rail: "ACH" as const,
  accountWords: "First Bank, ending in 6789",
  monthlyInterest: Array.from({ length: 12 }, () => "40.00"),
};
