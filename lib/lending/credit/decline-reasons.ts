// The reasons of Regulation B's model form C-1 (12 CFR 1002, Appendix C) that our policy can give, and their words.

export const DECLINE_REASONS = {
  "no-credit-file": "No credit file",
  "no-credit-score": "No credit score could be computed from the credit file",
  "limited-credit-experience": "Limited credit experience",
  "poor-credit-performance":
    "Unacceptable credit references: the credit score is below what this loan requires",
  "poor-performance-with-us": "Poor credit performance with us",
  "delinquent-obligations": "Delinquent past or present credit obligations with others",
  "excessive-obligations": "Excessive obligations in relation to income",
  "insufficient-income": "Income insufficient for amount of credit requested",
  "revolving-utilization": "Revolving balances are high in relation to their limits",
  "length-of-employment": "Length of employment",
  bankruptcy: "Bankruptcy",
  "recent-inquiries": "Number of recent inquiries on credit bureau report",
  // Of a business, in the same manner.
  "limited-time-in-business": "Length of time in business",
  "insufficient-revenue": "Revenue insufficient for amount of credit requested",
  "excessive-business-obligations": "Excessive obligations in relation to revenue",
} as const;

export type DeclineReason = keyof typeof DECLINE_REASONS;

/** What a person reads; a code of an older policy is shown as it was stored. */
export function reasonWords(code: string): string {
  return (DECLINE_REASONS as Record<string, string>)[code] ?? code;
}
