// The menu of terms and rates that a new installation starts with.
import type { Tx } from "@/lib/db";

const MINIMUM = "100.00";
const MAXIMUM = "250000.00";

const INVESTMENT_OPTIONS = [
  { id: "opt_3_months", termMonths: 3, annualRate: "0.036" },
  { id: "opt_6_months", termMonths: 6, annualRate: "0.042" },
  { id: "opt_12_months", termMonths: 12, annualRate: "0.048" },
  { id: "opt_24_months", termMonths: 24, annualRate: "0.051" },
  { id: "opt_36_months", termMonths: 36, annualRate: "0.054" },
].map((option) => ({ ...option, minimum: MINIMUM, maximum: MAXIMUM }));

/** Writes the options that are missing. One that an administrator has withdrawn stays withdrawn. */
export async function ensureInvestmentOptions(tx: Tx): Promise<void> {
  await tx.investmentOption.createMany({ data: INVESTMENT_OPTIONS, skipDuplicates: true });
}
