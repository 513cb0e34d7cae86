// What loans are called on pages, for borrowers, visitors and administrators.
import { PURPOSES } from "@/lib/lending/application/schemas";
import { words } from "./words";

export const METHOD = {
  FLAT: {
    name: "Flat rate",
    sentence:
      "Interest is charged on the original amount for the whole term, although your balance falls each month. The APR shows the true yearly cost.",
  },
  EQUAL_INSTALLMENT: {
    name: "Equal payments",
    sentence:
      "Interest is charged on your remaining balance. Payments are equal, and the interest part falls from month to month.",
  },
  EQUAL_PRINCIPAL: {
    name: "Decreasing payments",
    sentence:
      "Interest is charged on your remaining balance. Each payment repays the same amount of principal, so payments decrease.",
  },
  INTEREST_ONLY: {
    name: "Interest only",
    sentence: "You pay only interest until the last payment, which repays the whole loan.",
  },
} as const;

/** 12 → "12 months"; whole years from two on read more easily. */
export function termWords(months: number) {
  return months >= 24 && months % 12 === 0 ? `${months / 12} years (${months} months)` : `${months} months`;
}

/** @example purposeWords("medical") // "Medical costs" */
export function purposeWords(purpose: string | null) {
  return purpose === null ? "" : (PURPOSES[purpose as keyof typeof PURPOSES] ?? words(purpose));
}

/** "21.46" → "21.46%" */
export function percent(text: string) {
  return `${text}%`;
}
