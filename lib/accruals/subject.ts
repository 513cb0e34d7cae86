/** What interest accrues on: a loan, whose borrower is charged, or an investment, whose investor is credited. */
export type AccrualSubject = { type: "loan" | "investment"; id: string };
