// The only file that knows Modern Treasury's API. It speaks through their SDK and answers in our own words and types;
// PAYMENTS_BASE_URL decides whether the real service or the sandbox bank is at the other end.
import type { z } from "zod";
import ModernTreasury, { APIError, NotFoundError } from "modern-treasury";
import type { IsoDate } from "@/lib/calendar/dates";
import { env } from "@/lib/env";
import { invariant } from "@/lib/errors";
import { log } from "@/lib/log";
import { fromCents, toCents, toMoney } from "@/lib/money/money";
import type { PaymentDirection, PaymentKind, PaymentRail, PaymentStatus } from "@/prisma/generated/client";
import { CURRENCY } from "@/lib/money/currency";
import type { Corrections } from "./change-notice";
import { entryDescription } from "./entry-description";
import * as answers from "./provider-answers";
import { readAnswer, readList, refusalSentence, UnclearAnswer } from "./provider-answers";
import { RAILS } from "./rails";
import { describeReturn } from "./return-codes";
import { SEC_CODES, type SecCode } from "./sec-code";

const TIMEOUT_MS = 10_000;
const PER_PAGE = 100;
// Answers that say no to this very request. 401 and 403 are about our key, 409 and 429 ask to come again.
const REFUSALS: ReadonlySet<number | undefined> = new Set([400, 402, 404, 422]);

const client = new ModernTreasury({
  organizationID: env.PAYMENTS_ORGANIZATION_ID,
  apiKey: env.PAYMENTS_API_KEY,
  webhookKey: env.PAYMENTS_WEBHOOK_KEY,
  baseURL: env.PAYMENTS_BASE_URL,
  timeout: TIMEOUT_MS,
  maxRetries: 2,
  logLevel: "off",
});

/** What the provider says about one of our orders, or about a payment we expect. */
export type ProviderState = {
  providerId: string;
  paymentOrderId: string | null; // our id, as we wrote it into the provider's object
  status: PaymentStatus;
  returnCode: string | null;
  failureReason: string | null;
};

export type OrderToPlace = {
  id: string;
  rail: PaymentRail;
  direction: PaymentDirection;
  amount: string;
  reference: string;
  kind: PaymentKind;
  attempt: number;
  secCode: string | null; // null where the rail has no entry class
};

/** Registers a person's bank account at the provider; answers its id there. */
export async function registerAccount(account: {
  id: string;
  holderName: string;
  routingNumber: string;
  accountNumber: string;
  accountType: string;
  version: number;
}): Promise<string> {
  const counterparty = await client.counterparties.create(
    {
      name: account.holderName,
      metadata: { external_account_id: account.id },
      accounts: [
        {
          account_type: account.accountType === "savings" ? "savings" : "checking",
          party_name: account.holderName,
          account_details: [{ account_number: account.accountNumber }],
          routing_details: [{ routing_number: account.routingNumber, routing_number_type: "aba" }],
        },
      ],
    },
    { idempotencyKey: `acct:${account.id}:${account.version}` },
  );
  return readAnswer(answers.counterpartyAnswer, counterparty, "a new counterparty").accounts[0]!.id;
}

/** Places a payment order. The key makes a repetition harmless for a day; `findOrder` does so forever. */
export async function placeOrder(order: OrderToPlace, receivingAccountId: string): Promise<ProviderState> {
  const rail = RAILS[order.rail];
  const isDebit = order.direction === "DEBIT";
  const placed = await client.paymentOrders.create(
    {
      type: rail.providerType,
      direction: isDebit ? "debit" : "credit",
      ...(rail.hasEntryClass ? { subtype: secCodeAt(order) } : {}),
      amount: Number(toCents(order.amount)),
      currency: CURRENCY,
      originating_account_id: env.PAYMENTS_INTERNAL_ACCOUNT_ID,
      receiving_account_id: receivingAccountId,
      statement_descriptor: rail.hasEntryClass ? entryDescription(order) : order.reference,
      remittance_information: order.reference,
      metadata: { payment_order_id: order.id },
    },
    { idempotencyKey: idempotencyKey(order.id) },
  );
  return ofOurs(orderState(placed, "a new payment order"), order.id);
}

function secCodeAt({ id, secCode }: OrderToPlace): SecCode {
  const known = SEC_CODES.find((code) => code === secCode);
  invariant(known, `ACH payment order ${id} has a Standard Entry Class`);
  return known;
}

/** Registers an expected payment with this reference at the provider. */
export async function expectPayment(order: OrderToPlace): Promise<ProviderState> {
  const amountCents = Number(toCents(order.amount));
  const expected = await client.expectedPayments.create(
    {
      type: RAILS[order.rail].providerType,
      direction: "credit",
      amount_lower_bound: amountCents,
      amount_upper_bound: amountCents,
      currency: CURRENCY,
      internal_account_id: env.PAYMENTS_INTERNAL_ACCOUNT_ID,
      remittance_information: order.reference,
      metadata: { payment_order_id: order.id },
    },
    { idempotencyKey: idempotencyKey(order.id) },
  );
  return ofOurs(expectedState(expected, "a new expected payment"), order.id);
}

/**
 * The order that was placed for ours, when an earlier answer was lost on its way to us; null when there is none.
 *
 * @throws UnclearAnswer when the answer does not say, or names orders that we did not ask about
 */
export async function findOrder(
  order: Pick<OrderToPlace, "id" | "direction">,
): Promise<ProviderState | null> {
  requireId(order.id);
  const filter = { metadata: { payment_order_id: order.id }, per_page: 1 };
  const asked = `payment orders of ${order.id}`;
  const found =
    order.direction === "INCOMING"
      ? readList(await client.expectedPayments.list(filter), asked)
      : readList(await client.paymentOrders.list(filter), asked);
  for await (const each of found) {
    const state = order.direction === "INCOMING" ? expectedState(each, asked) : orderState(each, asked);
    return ofOurs(state, order.id);
  }
  return null;
}

/** The state now, or null when the provider says that it does not know the id. */
export async function fetchState(
  providerId: string,
  direction: PaymentDirection,
): Promise<ProviderState | null> {
  return direction === "INCOMING" ? fetchExpected(providerId) : fetchOrder(providerId);
}

export async function fetchOrder(providerId: string): Promise<ProviderState | null> {
  requireId(providerId);
  const found = await orNull(client.paymentOrders.retrieve(providerId));
  return found && ofThis(orderState(found.answer, "a payment order"), providerId);
}

export async function fetchExpected(providerId: string): Promise<ProviderState | null> {
  requireId(providerId);
  const found = await orNull(client.expectedPayments.retrieve(providerId));
  return found && ofThis(expectedState(found.answer, "an expected payment"), providerId);
}

/** The code of a return object, what it corrects, and the state of the order it is about; null when it is about something else. */
export async function fetchReturn(
  returnId: string,
): Promise<{ code: string | null; corrections: Corrections; order: ProviderState } | null> {
  requireId(returnId);
  const found = await orNull(client.returns.retrieve(returnId));
  if (!found) return null;
  const returned = readAnswer(answers.returnAnswer, found.answer, "a return");
  if (returned.returnable_type !== "payment_order" || !returned.returnable_id) return null;
  const order = await fetchOrder(returned.returnable_id);
  return order && { code: returned.code ?? null, corrections: returned.corrections, order };
}

export type IncomingPayment = { amount: string; rail: string; description: string; isReconciled: boolean };

/** Money that someone pushed to us. */
export async function fetchIncoming(id: string): Promise<IncomingPayment | null> {
  requireId(id);
  const found = await orNull(client.incomingPaymentDetails.retrieve(id));
  if (!found) return null;
  const incoming = readAnswer(answers.incomingAnswer, found.answer, "an incoming payment");
  const description = incoming.data?.description;
  return {
    amount: toMoney(fromCents(BigInt(incoming.amount))),
    rail: incoming.type,
    description: typeof description === "string" ? description : "",
    isReconciled: incoming.reconciliation_status === "reconciled",
  };
}

/** Orders whose effective date is on or after `since`, newest first, a hundred a call. */
export async function* listOrders(filter: {
  since: string;
  status?: "returned";
}): AsyncGenerator<ProviderState> {
  const { since, status } = filter;
  const first = await client.paymentOrders.list({
    effective_date_start: since,
    per_page: PER_PAGE,
    ...(status ? { status } : {}),
  });
  yield* readable(readList(first, "payment orders"), orderState);
}

/** Expected payments of which nothing has arrived yet, newest first, a hundred a call. */
export async function* listWaitingExpectations(): AsyncGenerator<ProviderState> {
  const first = await client.expectedPayments.list({ status: "unreconciled", per_page: PER_PAGE });
  yield* readable(readList(first, "expected payments"), expectedState);
}

/** Asks to stop an order that has not been sent yet; the provider refuses when it is too late. */
export async function cancelAtProvider(
  providerId: string,
  direction: PaymentDirection,
): Promise<ProviderState> {
  requireId(providerId);
  const asked = "a canceled payment";
  const state =
    direction === "INCOMING"
      ? expectedState(await client.expectedPayments.delete(providerId), asked)
      : orderState(await client.paymentOrders.update(providerId, { status: "cancelled" }), asked);
  return ofThis(state, providerId);
}

/** Where others wire money to: our own account at the bank. */
export async function fetchOwnAccount() {
  requireId(env.PAYMENTS_INTERNAL_ACCOUNT_ID);
  const answer = await client.internalAccounts.retrieve(env.PAYMENTS_INTERNAL_ACCOUNT_ID);
  const account = readAnswer(answers.internalAccountAnswer, answer, "our own account");
  const [routing, number] = [account.routing_details[0]!, account.account_details[0]!];
  return {
    beneficiary: account.party_name,
    bankName: routing.bank_name ?? account.connection.vendor_name,
    routingNumber: routing.routing_number,
    accountNumber: number.account_number ?? `…${number.account_number_safe ?? ""}`,
  };
}

/** An entry on our account at the bank. `amount` is signed: above zero came in. */
export type ProviderTransaction = {
  /** The bank's own reference where it has one, so that a statement file names the entry alike. */
  id: string;
  amount: string;
  postedOn: IsoDate;
  code: string | null;
  description: string | null;
};

/** Posted entries of our account, of these days; from the first one when `from` is null. */
export async function* listTransactions({
  from,
  to,
}: {
  from: IsoDate | null;
  to: IsoDate;
}): AsyncGenerator<ProviderTransaction> {
  const first = await client.transactions.list({
    internal_account_id: env.PAYMENTS_INTERNAL_ACCOUNT_ID,
    posted: true,
    as_of_date_end: to,
    per_page: PER_PAGE,
    ...(from && { as_of_date_start: from }),
  });
  for await (const item of readList<unknown>(first, "transactions")) {
    // One that cannot be read would leave a hole in the statement: the whole is read again later.
    const row = readAnswer(answers.transactionAnswer, item, "a transaction");
    const amount = toMoney(fromCents(BigInt(row.amount)));
    yield {
      id: row.vendor_id ?? row.id,
      amount: row.direction === "credit" ? amount : `-${amount}`,
      postedOn: row.as_of_date,
      code: row.vendor_code,
      description: row.vendor_description,
    };
  }
}

/** The balance of our account at the end of a day, as the bank reports it; null while it has not. */
export async function fetchClosing(on: IsoDate): Promise<string | null> {
  const first = await client.internalAccounts.balanceReports.list(env.PAYMENTS_INTERNAL_ACCOUNT_ID, {
    as_of_date: on,
  });
  for await (const item of readList<unknown>(first, "balance reports")) {
    const { as_of_date, balances } = readAnswer(answers.balanceReportAnswer, item, "a balance report");
    const closing = balances.find(({ balance_type }) => balance_type === "closing_ledger");
    if (as_of_date === on && closing) return toMoney(fromCents(BigInt(closing.amount)));
  }
  return null;
}

/**
 * Sends a payment that was pushed to us back to whom it came from. Asked again, it answers the return that there is.
 *
 * @param entry the entry of our account that shows the payment, as a statement names it
 * @returns the return's id; null when the provider has no incoming payment of this entry
 */
export async function returnIncoming({
  id,
  entry,
  reference,
}: {
  id: string;
  entry: { bankReference: string; postedOn: IsoDate };
  reference: string;
}): Promise<string | null> {
  const incomingId = await findIncoming(entry);
  if (incomingId === null) return null;
  const made = await client.returns.list({
    returnable_id: incomingId,
    returnable_type: "incoming_payment_detail",
    per_page: PER_PAGE,
  });
  for await (const item of readList<unknown>(made, "returns of a payment"))
    return readAnswer(answers.returnAnswer, item, "a return").id;
  const answer = await client.returns.create(
    {
      returnable_id: incomingId,
      returnable_type: "incoming_payment_detail",
      additional_information: reference,
    },
    { idempotencyKey: `sendback:${id}:1` },
  );
  return readAnswer(answers.returnAnswer, answer, "a new return").id;
}

async function findIncoming({
  bankReference,
  postedOn,
}: {
  bankReference: string;
  postedOn: IsoDate;
}): Promise<string | null> {
  const day = { as_of_date_start: postedOn, as_of_date_end: postedOn, per_page: PER_PAGE };
  const transactions = await client.transactions.list({
    ...{ internal_account_id: env.PAYMENTS_INTERNAL_ACCOUNT_ID, posted: true },
    ...day,
  });
  let transactionId: string | null = null;
  for await (const item of readList<unknown>(transactions, "transactions")) {
    const { id, vendor_id } = readAnswer(answers.transactionAnswer, item, "a transaction");
    if ((vendor_id ?? id) === bankReference) transactionId = id;
  }
  if (transactionId === null) return null;
  const incoming = await client.incomingPaymentDetails.list({ direction: "credit", ...day });
  for await (const item of readList<unknown>(incoming, "incoming payments")) {
    const { id, transaction_id } = readAnswer(answers.incomingAnswer, item, "an incoming payment");
    if (transaction_id === transactionId) return id;
  }
  return null;
}

/** Sandbox only: a payment arrives at the bank. */
export async function simulateIncoming(incoming: {
  rail: PaymentRail;
  reference: string;
  amount: string;
}): Promise<string> {
  const answer = await client.incomingPaymentDetails.createAsync({
    type: RAILS[incoming.rail].providerType,
    direction: "credit",
    amount: Number(toCents(incoming.amount)),
    internal_account_id: env.PAYMENTS_INTERNAL_ACCOUNT_ID,
    description: incoming.reference,
  });
  return readAnswer(answers.simulatedAnswer, answer, "a simulated payment").id;
}

/**
 * The provider's own sentence when it said no to this request; null for every failure that may pass, and for an error page
 * of something between the provider and us, which says nothing about the request.
 */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof APIError) || !REFUSALS.has(error.status)) return null;
  return refusalSentence(error.error);
}

/** One key for each order, whatever the number of tries: a try that got no answer may have been carried out. */
function idempotencyKey(paymentOrderId: string): string {
  return `po:${paymentOrderId}:1`;
}

function orderState(answer: unknown, asked: string): ProviderState {
  const order = readAnswer(answers.orderAnswer, answer, asked);
  return {
    providerId: order.id,
    paymentOrderId: order.metadata,
    status: order.status.toUpperCase() as Uppercase<typeof order.status>,
    returnCode: returnCodeOf(order),
    failureReason: order.vendor_failure_reason,
  };
}

/** A notification of change hangs on the order like a return, but sends nothing back. */
function returnCodeOf({ status, current_return }: z.infer<typeof answers.orderAnswer>): string | null {
  const code = current_return?.code ?? null;
  return status === "returned" || describeReturn(code).returnsMoney ? code : null;
}

const EXPECTED_STATUS = {
  unreconciled: "EXPECTED",
  partially_reconciled: "EXPECTED",
  reconciled: "COMPLETED",
  archived: "CANCELLED",
} as const;

function expectedState(answer: unknown, asked: string): ProviderState {
  const expected = readAnswer(answers.expectedAnswer, answer, asked);
  return {
    providerId: expected.id,
    paymentOrderId: expected.metadata,
    status: EXPECTED_STATUS[expected.status],
    returnCode: null,
    failureReason: null,
  };
}

/** One item that we cannot read must not hide the rest of the list; whoever needs it asks about it by its id. */
async function* readable(
  items: AsyncGenerator<unknown>,
  stateOf: (item: unknown, asked: string) => ProviderState,
): AsyncGenerator<ProviderState> {
  for await (const item of items) {
    try {
      yield stateOf(item, "an item of a list");
    } catch (error) {
      if (!(error instanceof UnclearAnswer)) throw error;
      log.error({ error }, "An item in the bank's list is unclear.");
    }
  }
}

/** An answer about another order than ours says nothing about ours. */
function ofOurs(state: ProviderState, paymentOrderId: string): ProviderState {
  if (state.paymentOrderId !== paymentOrderId) throw new UnclearAnswer(`payment order ${paymentOrderId}`);
  return state;
}

function ofThis(state: ProviderState, providerId: string): ProviderState {
  if (state.providerId !== providerId) throw new UnclearAnswer(`the provider's ${providerId}`);
  return state;
}

/** The address of an object without an id is the address of the list: it would answer something else than was asked. */
function requireId(id: string): void {
  invariant(id.trim() !== "", "the provider is asked about an object by its id");
}

/** Null only when the provider itself says that there is no such object; a 404 of a proxy does not. */
async function orNull(call: Promise<unknown>): Promise<{ answer: unknown } | null> {
  try {
    return { answer: await call };
  } catch (error) {
    if (error instanceof NotFoundError && refusalSentence(error.error) !== null) return null;
    throw error;
  }
}
