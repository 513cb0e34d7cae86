// The rules of the matcher and what a line was matched with, in words.

const RULES: Readonly<Record<string, string>> = {
  "provider-link": "The provider links the payment",
  reference: "Same reference and amount",
  "reference-other-amount": "Same reference, another amount",
  batch: "Total of an ACH file",
  return: "Return of a payment",
  "virtual-account": "Virtual account",
  counterparty: "Same payer, amount and date",
  "bank-fee": "Fee by its type code",
  "bank-interest": "Interest by its type code",
  "amount-and-date": "Same amount and date",
  unknown: "No rule fits",
  "by-hand": "Booked by hand",
};

export const ruleWords = (rule: string) => RULES[rule] ?? rule;

const TARGETS = {
  ORDER: "Payment",
  RETURN: "Return of payment",
  FEE: "Bank fee",
  INTEREST: "Bank interest",
  TAX: "Withheld tax",
  SUSPENSE: "Unidentified",
  SENT_BACK: "Sent back to the sender",
} as const;

export const targetWords = (type: keyof typeof TARGETS) => TARGETS[type];

const KINDS = {
  UNKNOWN_RECEIPT: "Unidentified receipt",
  UNKNOWN_DEBIT: "Unidentified payment",
  AMOUNT_DIFFERS: "Amount differs",
  DUPLICATE_AT_BANK: "Duplicate at the bank",
  UNCERTAIN: "Uncertain match",
  ORDER_NOT_AT_BANK: "Payment not at the bank",
} as const;

export const EXCEPTION_KINDS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));

export const kindWords = (kind: string) => KINDS[kind as keyof typeof KINDS] ?? kind;

const RESOLUTIONS: Readonly<Record<string, string>> = {
  MATCHED: "Matched",
  FEE: "Bank fee",
  INTEREST: "Bank interest",
  TAX: "Withheld tax",
  OFFSET: "Set against the money that came back",
  DEPOSIT: "Assigned to a deposit",
  REPAYMENT: "Assigned to a loan",
  SENT_BACK: "Sent back to the sender",
  WRITTEN_OFF: "Written off",
};

export const resolutionWords = (resolution: string) => RESOLUTIONS[resolution] ?? resolution;
