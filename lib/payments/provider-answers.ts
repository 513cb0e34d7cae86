// What an answer of the provider must look like before it counts. The SDK's types promise a shape and check nothing: it hands
// out a 204 as null, or as an empty list, and an HTML page as a string. Pure.
import type { AbstractPage } from "modern-treasury/core/pagination";
import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { CURRENCY } from "@/lib/money/currency";

/** An answer from which nothing can be concluded, least of all that something is not there. Whatever was asked is asked again later. */
export class UnclearAnswer extends Error {
  constructor(asked: string) {
    super(`The bank returned an unexpected response (${asked}).`);
    this.name = "UnclearAnswer";
  }
}

const id = z.string().min(1);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
/** Ours in it: the id of our payment order. */
const metadata = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((all) => (typeof all?.payment_order_id === "string" ? all.payment_order_id : null));

export const orderAnswer = z.object({
  id,
  status: z.enum([
    "approved",
    "cancelled",
    "completed",
    "denied",
    "failed",
    "held",
    "needs_approval",
    "pending",
    "processing",
    "returned",
    "reversed",
    "sent",
    "stopped",
  ]),
  metadata,
  current_return: z.object({ code: text }).nullish(),
  vendor_failure_reason: text,
});

export const expectedAnswer = z.object({
  id,
  status: z.enum(["unreconciled", "partially_reconciled", "reconciled", "archived"]),
  metadata,
});

export const returnAnswer = z.object({
  id,
  code: text,
  returnable_type: z.string().nullable(),
  returnable_id: text,
  corrections: z
    .object({ account_number: text, routing_number: text, transaction_code: text })
    .nullish()
    .transform((given) => ({
      accountNumber: given?.account_number ?? null,
      routingNumber: given?.routing_number ?? null,
      transactionCode: given?.transaction_code ?? null,
    })),
});

export const incomingAnswer = z.object({
  id,
  amount: z.int().nonnegative(),
  type: z.string(),
  data: z.looseObject({ description: z.unknown() }).nullish(),
  reconciliation_status: z.string(),
  transaction_id: text,
});

export const counterpartyAnswer = z.object({ id, accounts: z.array(z.object({ id })).min(1) });

export const internalAccountAnswer = z.object({
  party_name: z.string(),
  connection: z.object({ vendor_name: z.string() }),
  routing_details: z.array(z.object({ routing_number: z.string(), bank_name: text })).min(1),
  account_details: z.array(z.object({ account_number: text, account_number_safe: text })).min(1),
});

export const transactionAnswer = z.object({
  id,
  amount: z.int().positive(),
  currency: z.literal(CURRENCY),
  direction: z.enum(["credit", "debit"]),
  as_of_date: isoDate,
  vendor_code: text,
  vendor_id: text,
  vendor_description: text,
});

export const balanceReportAnswer = z.object({
  as_of_date: isoDate,
  balances: z.array(z.object({ amount: z.int(), balance_type: z.string() })),
});

export const simulatedAnswer = z.object({ id });

/**
 * An answer in the shape that was expected.
 *
 * @param asked what was asked, for the log
 * @throws UnclearAnswer for anything else: null, a text, a list, an object without its fields
 */
export function readAnswer<T>(shape: z.ZodType<T>, answer: unknown, asked: string): T {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new UnclearAnswer(asked);
  return parsed.data;
}

/** Every item of a paged list, in order. @throws UnclearAnswer when a page is no list, or names itself as the next one */
export async function* readList<Item>(first: AbstractPage<Item>, asked: string): AsyncGenerator<Item> {
  for (let page = first; ;) {
    const items: unknown = page["body"]; // `items` is an empty list also when there was no answer
    if (!Array.isArray(items)) throw new UnclearAnswer(asked);
    yield* items as Item[];
    const cursor = page.nextPageRequestOptions();
    if (cursor === null) return;
    const next = await page.getNextPage();
    if (sameQuery(next.nextPageRequestOptions(), cursor)) throw new UnclearAnswer(asked);
    page = next;
  }
}

function sameQuery(one: { query?: unknown } | null, other: { query?: unknown }): boolean {
  return one !== null && JSON.stringify(one.query) === JSON.stringify(other.query);
}

/** The provider's own refusal in the body of an error: `{ errors: { message } }`. Null for a page of something in between. */
export function refusalSentence(body: unknown): string | null {
  const parsed = z.object({ errors: z.looseObject({ message: z.unknown() }) }).safeParse(body);
  if (!parsed.success) return null;
  const { message } = parsed.data.errors;
  return typeof message === "string" && message !== "" ? message : "The request was refused.";
}
