import { createRecord, type NewRecord } from "./create-record";

/** Makes us a supplier in the borrower's books; we are chosen there when it is done. */
export function createSupplier(wish: NewRecord): Promise<{ operationId: string }> {
  return createRecord("supplier", wish);
}
