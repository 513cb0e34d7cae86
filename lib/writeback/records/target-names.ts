// The four cards of the mapping, in their order. Free of server code.
export const CARDS = ["deposit", "expense", "supplier", "lender"] as const;
export type CardName = (typeof CARDS)[number];
