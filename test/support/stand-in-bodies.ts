// Bodies that the tests of the stand-in send: complete and right, to be spoiled one field at a time.
import { randomUUID } from "node:crypto";

export const key = () => ({ headers: { "idempotency-key": randomUUID() } });

export const sourceAccount = (id: string, extra: object = {}) => ({
  id,
  accountName: "Modern Lending loan",
  accountType: "loan",
  accountNumber: "ML-123",
  currency: "USD",
  balance: 0,
  ...extra,
});

export const transfer = (from: string, to: string, amount = 1000, extra: object = {}) => ({
  date: "2026-05-01",
  description: "Loan ML-123 drawdown",
  from: { accountRef: { id: from }, amount, currency: "USD", status: "Unreconciled" },
  to: { accountRef: { id: to }, amount, currency: "USD", status: "Unreconciled" },
  ...extra,
});

type Cost = { paidFrom: string; expense: string; supplier: string; amount?: number; line?: object };
export const directCost = (
  { paidFrom, expense, supplier, amount = 66.67, line = {} }: Cost,
  extra: object = {},
) => ({
  issueDate: "2026-06-01",
  currency: "USD",
  subTotal: amount,
  taxAmount: 0,
  totalAmount: amount,
  contactRef: { id: supplier, dataType: "suppliers" },
  reference: "ML-123-1",
  note: "Interest",
  lineItems: [
    {
      description: "Interest",
      quantity: 1,
      unitAmount: amount,
      subTotal: amount,
      taxAmount: 0,
      totalAmount: amount,
      accountRef: { id: expense },
      ...line,
    },
  ],
  paymentAllocations: [
    { payment: { accountRef: { id: paidFrom }, currency: "USD" }, allocation: { totalAmount: amount } },
  ],
  ...extra,
});

export const line = (id: string, amount: number, balance: number, date = "2026-05-01") => ({
  id,
  amount,
  date,
  description: `Line ${id}`,
  balance,
});
