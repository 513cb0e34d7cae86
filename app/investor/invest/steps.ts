/** The steps of a deposit, each with an address that holds what was chosen before. */
export const STEPS = {
  term: "/investor/invest",
  account: "/investor/invest/account",
  review: "/investor/invest/review",
} as const;
