// How many of our debits come back, as Nacha counts them, and how far that is from its limits. Pure.
import { d, roundCents } from "@/lib/money/money";
import { RETURN_CODE_CATEGORIES } from "./return-codes";

const RATE_CATEGORIES = ["unauthorized", "administrative", "all"] as const;
export type RateCategory = (typeof RATE_CATEGORIES)[number];

/** Percent of the debits of sixty days. Source: Nacha Operating Rules, 2.17.2 (ODFI return rate reporting). */
const RETURN_LIMITS: Readonly<Record<RateCategory, string>> = {
  unauthorized: "0.50",
  administrative: "3.00",
  all: "15.00",
};

/** Calendar days before the one that is looked at. */
export const RATE_DAYS = 60;
/** From this part of a limit on, staff are warned: 60 percent. Ours. */
const WARN_FROM = "0.6";
/** With fewer debits one return says nothing: 1 of 50 is 2 percent. The figure is shown, and nothing follows from it. Ours. */
export const FEWEST_DEBITS = 100;

export type RateLevel = "FEW" | "OK" | "WARNING" | "BREACH";

/** Debits of one class that came back with a code; `code` null: that did not. */
export type DebitCount = { secCode: string | null; code: string | null; count: number };

export type ReturnRate = {
  category: RateCategory;
  returned: number;
  debits: number;
  /** Percent with two decimals, half-even. */
  rate: string;
  limit: string;
  level: RateLevel;
};

/** Whether a return code counts in a category; every code counts in "all". */
function countsIn(category: RateCategory, code: string | null): boolean {
  if (code === null) return false;
  return category === "all" || RETURN_CODE_CATEGORIES[category].includes(code);
}

/**
 * The rate of one category.
 *
 * @param counts every debit of the window, once
 * @returns BREACH above the limit, not at it; WARNING from 60% of it; FEW below a hundred debits
 *
 * rate = 100 × returned / debits. Limits are compared with the exact fraction, not with the rounded percent.
 *
 * @example rateOf("unauthorized", [{ secCode: "WEB", code: "R10", count: 3 }, { secCode: "WEB", code: null, count: 397 }])
 *   // { returned: 3, debits: 400, rate: "0.75", limit: "0.50", level: "BREACH", … }
 */
export function rateOf(category: RateCategory, counts: readonly DebitCount[]): ReturnRate {
  const sum = (those: readonly DebitCount[]) => those.reduce((all, { count }) => all + count, 0);
  const [returned, debits] = [sum(counts.filter(({ code }) => countsIn(category, code))), sum(counts)];
  const exact = debits === 0 ? d(0) : d(returned).times(100).div(debits);
  const limit = RETURN_LIMITS[category];
  const level =
    debits < FEWEST_DEBITS
      ? "FEW"
      : exact.gt(limit)
        ? "BREACH"
        : exact.gte(d(limit).times(WARN_FROM))
          ? "WARNING"
          : "OK";
  return { category, returned, debits, rate: roundCents(exact).toFixed(2), limit, level };
}

/** The rates of all categories. */
export const ratesOf = (counts: readonly DebitCount[]): ReturnRate[] =>
  RATE_CATEGORIES.map((category) => rateOf(category, counts));
