/** How `npm run ledger` prints: on standard output, or into a test. */
export type Write = (text: string) => void;

export const FORMATS = ["hledger", "beancount", "csv", "json"] as const;
export type Format = (typeof FORMATS)[number];
