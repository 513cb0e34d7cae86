import { DomainError } from "@/lib/errors";
import { quoteRepayment, type RepaymentQuote } from "@/lib/lending/repayment/quote-repayment";

/** The quote, or the sentence that says why there is none. */
export async function quoteOrRefusal(
  question: Parameters<typeof quoteRepayment>[0],
): Promise<RepaymentQuote | string> {
  return quoteRepayment(question).catch((error: unknown) => {
    if (error instanceof DomainError) return error.message;
    throw error;
  });
}
