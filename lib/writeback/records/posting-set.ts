// Which records in the borrower's books one fact of a loan becomes. Pure. Everything follows from two amounts: the cash that
// moved and the charge that it paid for, so that after every fact the lender account is at minus the principal owed.
import { d, sum, ZERO, type Decimal } from "@/lib/money/money";
import { totalOf, type Parts } from "@/lib/money/parts";

/** Dollars, both signed as the lender account sees them. */
export type Movement = {
  /** From the borrower to the lender; negative: the other way. */
  cash: Decimal;
  /** Interest and fees: an expense of the borrower, paid out of the lender account; negative: given back. */
  charge: Decimal;
};

export type Posting =
  | { kind: "TRANSFER"; direction: "to-borrower" | "to-lender"; amount: Decimal }
  | { kind: "DIRECT_COST"; amount: Decimal }
  | { kind: "FEED_LINES"; lines: readonly Decimal[] };

/**
 * A loan is paid out.
 *
 * @param principal dollars owed from now on
 * @param fee       dollars of it that were withheld, so that only the rest reached the borrower
 *
 * lender account: −(principal − fee) by transfer, −fee by spend money = −principal
 *
 * @example drawdown({ principal: d("1000"), fee: d("0") }) // cash −1000, charge 0
 */
export function drawdown({ principal, fee }: { principal: Decimal; fee: Decimal }): Movement {
  return { cash: fee.minus(principal), charge: fee };
}

/**
 * A repayment has cleared.
 *
 * @param parts    dollars received
 * @param unearned dollars of interest paid ahead that the closing gave back as principal
 *
 * lender account: +total − (fees + interest − unearned) = + principal paid
 *
 * @example repayment({ parts: partsOf({ interest: "50", principal: "416.67" }), unearned: d("0") }) // cash 466.67, charge 50
 */
export function repayment({ parts, unearned }: { parts: Parts; unearned: Decimal }): Movement {
  return { cash: totalOf(parts), charge: parts.fees.plus(parts.interest).minus(unearned) };
}

/**
 * A fact is taken back: its mirror.
 *
 * @example reversalOf({ cash: d("466.67"), charge: d("50") }) // cash −466.67, charge −50
 */
export function reversalOf({ cash, charge }: Movement): Movement {
  return { cash: cash.negated(), charge: charge.negated() };
}

/**
 * The rest of a loan is charged off: no cash moves, what was owed becomes a negative expense.
 *
 * @param principal dollars still owed
 *
 * @example writeOff({ principal: d("300") }) // cash 0, charge −300: lender account +300
 */
export function writeOff({ principal }: { principal: Decimal }): Movement {
  return { cash: ZERO, charge: principal.negated() };
}

/**
 * The movement behind a fact of the ledger: what of the cash did not change what is owed was interest and fees.
 *
 * @param cash  dollars from the borrower to us, negative: the other way
 * @param owed  dollars by which the principal owed rose, negative: fell
 *
 * @example movementOf(d("466.67"), d("-416.67")) // cash 466.67, charge 50
 */
export function movementOf(cash: Decimal, owed: Decimal): Movement {
  return { cash, charge: cash.plus(owed) };
}

/** What a movement adds to the lender account: cash less charge. */
export function lenderDelta({ cash, charge }: Movement): Decimal {
  return cash.minus(charge);
}

/**
 * The records of a movement, in the order in which they are written: transfer, direct cost, feed lines. A part of zero is
 * left out, and so is everything when nothing moved.
 *
 * @example postingSet({ cash: d("400"), charge: d("66.67") })
 *   // transfer 400 to the lender, direct cost 66.67, feed lines +400 and −66.67
 */
export function postingSet({ cash, charge }: Movement): Posting[] {
  const lines = [cash, charge.negated()].filter((amount) => !amount.isZero());
  return [
    ...(cash.isZero() ? [] : [transfer(cash)]),
    ...(charge.isZero() ? [] : [{ kind: "DIRECT_COST" as const, amount: charge }]),
    ...(lines.length === 0 ? [] : [{ kind: "FEED_LINES" as const, lines }]),
  ];
}

function transfer(cash: Decimal): Posting {
  return {
    kind: "TRANSFER",
    direction: cash.isPositive() ? "to-lender" : "to-borrower",
    amount: cash.abs(),
  };
}

/**
 * What the three kinds of record leave on the lender account in the borrower's ledger, and on its feed.
 *
 * @example balancesOf(postingSet({ cash: d("400"), charge: d("66.67") })) // both 333.33
 */
export function balancesOf(postings: readonly Posting[]): { ledger: Decimal; feed: Decimal } {
  const ledger = postings.map((posting) => {
    if (posting.kind === "FEED_LINES") return ZERO;
    if (posting.kind === "DIRECT_COST") return posting.amount.negated();
    return posting.direction === "to-lender" ? posting.amount : posting.amount.negated();
  });
  const feed = postings.flatMap((posting) => (posting.kind === "FEED_LINES" ? posting.lines : []));
  return { ledger: sum(ledger), feed: sum(feed) };
}

/**
 * Splits a total over payments so that no cent is lost: each gets the same, the first ones a cent more where needed.
 *
 * @example splitEvenly(d("200"), 3) // 66.67, 66.67, 66.66
 */
export function splitEvenly(total: Decimal, parts: number): Decimal[] {
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError("Split over one part or more.");
  const cents = BigInt(total.times(100).toFixed(0));
  const count = BigInt(parts);
  const extra = cents % count;
  return Array.from({ length: parts }, (_, index) =>
    d((cents / count + (BigInt(index) < extra ? 1n : 0n)).toString()).div(100),
  );
}
