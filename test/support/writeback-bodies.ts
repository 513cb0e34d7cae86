// One repayment and one mapping, for tests of what is sent.
import type { LenderSourceId, LenderTargetId } from "@/lib/writeback/records/ids";
import type { Subject, Target } from "@/lib/writeback/records/record-bodies";

export const subject: Subject = {
  reference: "ML-12-3",
  loanNumber: 12,
  noun: "repayment",
  occurredOn: "2026-05-01",
  currency: "USD",
};
export const target: Target = {
  depositId: "bank",
  expenseId: "interest",
  supplierId: "lender",
  lenderSourceId: "source" as LenderSourceId,
  lenderTargetId: "target" as LenderTargetId,
};
