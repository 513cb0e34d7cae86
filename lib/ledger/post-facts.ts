import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { post } from "./post";
import type { PostingRequest } from "./posting-request";

/**
 * Posts what has happened already and nothing may refuse: what a bank reports, and what follows from it.
 *
 * @param requests in mode "record"
 * @returns the transactions by ledger key
 * @throws Error when the ledger refuses one all the same: a broken assumption
 *
 * @example (await postFacts(tx, [{ key: "settle-repayment:po_1", … }])).get("settle-repayment:po_1") // 4711n
 */
async function postFacts(tx: Tx, requests: readonly PostingRequest[]): Promise<ReadonlyMap<string, bigint>> {
  if (requests.length === 0) return new Map();
  const results = await post(tx, [...requests]);
  return new Map(
    results.map((result, at) => {
      const { key } = requests[at]!;
      invariant(result.status === "posted", `the fact ${key} can be recorded`);
      return [key, BigInt(result.transactionId)];
    }),
  );
}

/** What a verb has decided: the facts to post, and what it writes down once they are posted. */
export type Booking = {
  requests: readonly PostingRequest[];
  record?: (posted: ReadonlyMap<string, bigint>) => Promise<unknown>;
};

/** Posts what several verbs have decided in one call, and lets each of them write down what follows from it. */
export async function book(tx: Tx, bookings: readonly Booking[]): Promise<void> {
  const posted = await postFacts(
    tx,
    bookings.flatMap(({ requests }) => requests),
  );
  for (const { record } of bookings) await record?.(posted);
}

/** What several lists of one verb come to, as one. */
export function together(...bookings: readonly Booking[]): Booking {
  return {
    requests: bookings.flatMap(({ requests }) => requests),
    record: async (posted) => {
      for (const { record } of bookings) await record?.(posted);
    },
  };
}

/**
 * The request that posts a hold in full, for `book`.
 *
 * @example settled({ key: "settle-payout:po_1", holdId: "4711", eventType: "investor-withdrawal", effectiveOn: "2026-03-02" })
 */
export function settled({
  holdId,
  ...of
}: Pick<PostingRequest, "key" | "effectiveOn" | "metadata" | "eventType"> & {
  holdId: string;
}): PostingRequest {
  return { ...of, kind: "settle", mode: "record", parentId: holdId };
}

/**
 * The request that frees a hold, for `book`: nothing is posted.
 *
 * @example released({ key: "fail-payout:po_1", holdId: "4711", effectiveOn: "2026-03-02", metadata: { investmentId: "ivm_1" } })
 */
export function released({
  holdId,
  ...of
}: Pick<PostingRequest, "key" | "effectiveOn" | "metadata"> & { holdId: string }): PostingRequest {
  return { ...of, kind: "release", mode: "record", eventType: "release", parentId: holdId };
}

/**
 * The request that takes a posted transaction back, for `book`: its mirror, on the day on which it was taken back.
 *
 * @example takenBack({ key: "return-repayment:po_1", parentId: "4711", effectiveOn: "2026-03-02", metadata: { loanId: "loan_1" } })
 */
export function takenBack(
  of: Pick<PostingRequest, "key" | "effectiveOn" | "metadata"> & { parentId: string },
): PostingRequest {
  return { ...of, kind: "reversal", mode: "record", eventType: "reversal" };
}
