// Pass 7: the bank's own fees and interest, by the type code of the line.
import { CURRENCY, toMinor } from "@/lib/money/currency";
import type { Open } from "./books";
import type { MatchPool } from "./pool";
import type { MatchLine } from "./model";

type BankRule = {
  kind: "FEE" | "INTEREST";
  /** The ledger account that it is booked to. */
  account: string;
  rule: "bank-fee" | "bank-interest";
  sign: 1n | -1n;
  codes: RegExp;
};

// BAI2; CAMT sub-families CHRG and INTR; OFX transaction types; MT940 transaction types.
const BANK_RULES: BankRule[] = [
  {
    ...{ kind: "FEE", account: "expense:bank-fees", rule: "bank-fee", sign: -1n },
    codes: /^(698|.*-CHRG|FEE|SRVCHG|NCHG)$/,
  },
  {
    ...{ kind: "INTEREST", account: "income:bank-interest", rule: "bank-interest", sign: 1n },
    codes: /^(354|.*-INTR|INT|NINT)$/,
  },
];
const SCORE = 90;
/** A larger fee is for a person to look at. */
const MOST_AUTOMATIC = { amount: "50.00", currency: CURRENCY };

/** Fees and interest up to 50.00 are booked; above that, or with an unexpected sign, they are suggested. */
export function matchBankRules(pool: MatchPool): void {
  for (const line of pool.lines()) {
    const found = BANK_RULES.find(({ codes }) => codes.test(line.typeCode ?? ""));
    if (!found) continue;
    const target = { id: found.account, kind: found.kind, amount: line.amount };
    const how = { rule: found.rule, score: SCORE };
    if (isSmall(line) && line.minor * found.sign > 0n) pool.settleBooking(line, target, how);
    else
      pool.suggestBooking(
        line,
        target,
        how,
        "The amount or its sign is unusual for the bank's own fee or interest.",
      );
  }
}

function isSmall({ minor, currency }: Open<MatchLine>): boolean {
  const most = toMinor(MOST_AUTOMATIC.amount, MOST_AUTOMATIC.currency);
  return currency === MOST_AUTOMATIC.currency && minor <= most && minor >= -most;
}
