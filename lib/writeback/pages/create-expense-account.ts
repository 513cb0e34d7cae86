import { createRecord, type NewRecord } from "./create-record";

/** Makes an account for interest and fees in the borrower's books; it is chosen when it is there. */
export function createExpenseAccount(wish: NewRecord): Promise<{ operationId: string }> {
  return createRecord("expense-account", wish);
}
