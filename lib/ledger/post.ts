import type { Tx } from "@/lib/db";
import { addJob } from "@/lib/queue";
import { asLedgerError } from "./ledger-error";
import { asResult, POST_SQL, postingArrays, prepare, type PostingRow } from "./posting-arrays";
import type { PostingRequest, PostingResult } from "./posting-request";

/**
 * Posts many transactions in one call, inside the caller's database transaction. Each request has its own outcome, in
 * the order of the requests; one that a rule refuses changes nothing and does not disturb the others.
 *
 * It locks the balance rows of all accounts concerned until the caller commits: write the business rows first, post
 * last, and call it once per database transaction.
 *
 * @param requests balanced per currency; amounts above zero, with no more decimals than the currency has
 * @returns one result per request: `posted` with the transaction's id, or `refused` with the reason; `replayed` when
 *          the key was seen before and the answer is the one given then
 * @throws LedgerError when the call is malformed (unbalanced, unknown account or parent, amount out of range): a
 *         caller's bug; nothing is written
 *
 * @example
 * await post(tx, [{ key: "deposit:ivm_1", kind: "post", mode: "record", eventType: "investor-deposit",
 *   effectiveOn: "2026-01-01", lines: [
 *     { account: "cash", side: "debit", amount: "10000.00" },
 *     { account: "investor:inv_1:investment:ivm_1:principal", side: "credit", amount: "10000.00" } ] }])
 * // Dr cash 10,000.00 · Cr investor principal 10,000.00
 */
export async function post(tx: Tx, requests: PostingRequest[]): Promise<PostingResult[]> {
  if (requests.length === 0) return [];
  const values = postingArrays(requests.map(prepare));
  try {
    const rows = await tx.$queryRawUnsafe<PostingRow[]>(POST_SQL, ...values);
    if (rows.some(({ noted }) => noted)) await addJob(tx, "tell-ledger-notes", {}, "tell-ledger-notes");
    return rows.map(asResult);
  } catch (error) {
    throw asLedgerError(error);
  }
}
