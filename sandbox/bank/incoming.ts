// /api/expected_payments, /api/incoming_payment_details and the simulation of one: money that others push to us, and the
// payments we said we expect. An arrival reconciles the oldest expectation whose reference it names and whose amount it
// meets; otherwise it stays unreconciled for a person to look at.
import { z } from "zod";
import {
  invalid,
  json,
  matches,
  notFound,
  page,
  read,
  Refusal,
  type ApiAnswer,
  type ApiRequest,
} from "./api";
import type { Bank } from "./bank";
import { isDate } from "./bank-days";
import { RAIL_NAMES, type Rail } from "./rails";
import type { ExpectedPayment, IncomingPaymentDetail, Return } from "./records";
import { post } from "./statements";
import { stamp } from "./store";

const cents = z.int("An amount is a whole number of cents.").positive("An amount must be above zero.");
const date = z.string().refine(isDate, "Not a date.").nullish();
const newExpected = z.object({
  amount_lower_bound: cents,
  amount_upper_bound: cents,
  direction: z.enum(["credit", "debit"]),
  internal_account_id: z.string("internal_account_id is missing"),
  type: z.string().nullish(),
  counterparty_id: z.string().nullish(),
  date_lower_bound: date,
  date_upper_bound: date,
  statement_descriptor: z.string().nullish(),
  remittance_information: z.string().nullish(),
  description: z.string().nullish(),
  external_id: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).default({}),
});

export function createExpected(bank: Bank, request: ApiRequest): ApiAnswer {
  const asked = read(request, newExpected);
  if (asked.internal_account_id !== bank.internalAccountId) {
    throw invalid("There is no such internal account.", "internal_account_id");
  }
  const row: ExpectedPayment = {
    ...stamp(),
    object: "expected_payment",
    status: "unreconciled",
    amount_lower_bound: asked.amount_lower_bound,
    amount_upper_bound: asked.amount_upper_bound,
    direction: asked.direction,
    internal_account_id: asked.internal_account_id,
    metadata: asked.metadata,
    type: asked.type ?? null,
    counterparty_id: asked.counterparty_id ?? null,
    date_lower_bound: asked.date_lower_bound ?? null,
    date_upper_bound: asked.date_upper_bound ?? null,
    statement_descriptor: asked.statement_descriptor ?? null,
    remittance_information: asked.remittance_information ?? null,
    description: asked.description ?? null,
    external_id: asked.external_id ?? null,
    transaction_id: null,
  };
  bank.store.put("expected_payments", row);
  bank.tell("created", row);
  // The money may have been quicker than the word that it is expected.
  const early = bank.store.all("incoming_payment_details").find((incoming) => isFor(incoming, row));
  if (early) reconcile(bank, early, row);
  return json(201, row);
}

export function getExpected(bank: Bank, id: string): ApiAnswer {
  return json(200, findExpected(bank, id));
}

export function listExpected(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const filters = ["status", "direction", "type", "external_id", "internal_account_id", "counterparty_id"];
  return page(
    bank.store.all("expected_payments").filter((row) => matches(row, query, filters)),
    query,
    (row) => row,
  );
}

const changes = z.object({
  status: z.enum(["archived", "reconciled"]).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});

export function updateExpected(bank: Bank, id: string, request: ApiRequest): ApiAnswer {
  const asked = read(request, changes);
  const row = findExpected(bank, id);
  if (asked.status === "archived") return archiveExpected(bank, id);
  const changed: ExpectedPayment = {
    ...row,
    status: asked.status ?? row.status,
    metadata: { ...row.metadata, ...asked.metadata },
    updated_at: new Date().toISOString(),
  };
  bank.store.put("expected_payments", changed);
  if (changed.status !== row.status) bank.tell("reconciled", changed);
  return json(200, changed);
}

export function archiveExpected(bank: Bank, id: string): ApiAnswer {
  const row = findExpected(bank, id);
  if (row.status === "reconciled") {
    throw new Refusal(
      422,
      "invalid_status",
      "An expected payment that is reconciled cannot be archived.",
      "status",
    );
  }
  const changed: ExpectedPayment = { ...row, status: "archived", updated_at: new Date().toISOString() };
  bank.store.put("expected_payments", changed);
  if (row.status !== "archived") bank.tell("archived", changed);
  return json(200, changed);
}

const arrival = z.object({
  type: z.enum(RAIL_NAMES).default("wire"),
  direction: z.enum(["credit", "debit"]).default("credit"),
  amount: cents,
  currency: z.literal("USD").nullish(),
  internal_account_id: z.string().optional(),
  as_of_date: date,
  description: z.string().nullish(),
});

export function simulateIncoming(bank: Bank, request: ApiRequest): ApiAnswer {
  const asked = read(request, arrival);
  const incoming = receive(bank, asked, `WIRE IN ${asked.description ?? ""}`.trim());
  return json(202, { id: incoming.id, object: "incoming_payment_detail" });
}

type Arrival = Pick<z.infer<typeof arrival>, "type" | "direction" | "amount"> &
  Partial<z.infer<typeof arrival>>;

/** Money arrives, with a text as it is written on the statement. */
export function receive(bank: Bank, asked: Arrival, text: string): IncomingPaymentDetail {
  const incoming: IncomingPaymentDetail = {
    ...stamp(),
    object: "incoming_payment_detail",
    status: "completed",
    type: asked.type,
    direction: asked.direction,
    amount: asked.amount,
    currency: "USD",
    as_of_date: asked.as_of_date ?? bank.today,
    internal_account_id: asked.internal_account_id ?? bank.internalAccountId,
    data: { description: asked.description ?? "" },
    metadata: {},
    reconciliation_status: "unreconciled",
    transaction_id: post(bank, {
      cents: asked.direction === "credit" ? asked.amount : -asked.amount,
      as: asked.type,
      text,
      ...(asked.as_of_date && { on: asked.as_of_date }),
    }),
    virtual_account_id: null,
  };
  bank.store.put("incoming_payment_details", incoming);
  bank.tell("created", incoming);
  const expected = bank.store.all("expected_payments").find((row) => isFor(incoming, row));
  bank.tell("completed", expected ? reconcile(bank, incoming, expected) : incoming);
  return incoming;
}

const giveBack = z.object({
  returnable_id: z.string("returnable_id is missing"),
  returnable_type: z.literal("incoming_payment_detail"),
  additional_information: z.string().nullish(),
  code: z.string().nullish(),
  reason: z.string().nullish(),
});

/** POST /api/returns: money that arrived goes back, once. */
export function createReturn(bank: Bank, request: ApiRequest): ApiAnswer {
  const asked = read(request, giveBack);
  const incoming = bank.store.find("incoming_payment_details", asked.returnable_id);
  if (!incoming) throw invalid("There is no such incoming payment detail.", "returnable_id");
  if (incoming.status === "returned" || incoming.direction !== "credit")
    throw new Refusal(422, "invalid_status", "This payment cannot be returned.", "returnable_id");
  const returned: Return = {
    ...stamp(),
    object: "return",
    code: asked.code ?? "",
    reason: asked.reason ?? "Returned by us",
    amount: incoming.amount,
    currency: "USD",
    type: incoming.type as Rail,
    status: "completed",
    role: "originating",
    returnable_id: incoming.id,
    returnable_type: "incoming_payment_detail",
    internal_account_id: incoming.internal_account_id,
    current_return: null,
    corrections: null,
    transaction_id: post(bank, {
      cents: -incoming.amount,
      as: incoming.type as Rail,
      text: `RETURN OF WIRE ${asked.additional_information ?? ""}`.trim(),
    }),
  };
  bank.store.put("returns", returned);
  const updated_at = new Date().toISOString();
  bank.store.put("incoming_payment_details", { ...incoming, updated_at, status: "returned" });
  bank.tell("created", returned);
  bank.tell("completed", returned);
  return json(201, returned);
}

function reconcile(
  bank: Bank,
  incoming: IncomingPaymentDetail,
  expected: ExpectedPayment,
): IncomingPaymentDetail {
  const updated_at = new Date().toISOString();
  const arrived: IncomingPaymentDetail = { ...incoming, updated_at, reconciliation_status: "reconciled" };
  const met: ExpectedPayment = {
    ...expected,
    updated_at,
    status: "reconciled",
    transaction_id: incoming.transaction_id,
  };
  bank.store.put("incoming_payment_details", arrived);
  bank.store.put("expected_payments", met);
  bank.tell("reconciled", arrived);
  bank.tell("reconciled", met);
  return arrived;
}

export function getIncoming(bank: Bank, id: string): ApiAnswer {
  const row = bank.store.find("incoming_payment_details", id);
  if (!row) throw notFound("incoming payment detail");
  return json(200, row);
}

export function listIncoming(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const filters = ["status", "direction", "type"];
  const [from, to] = [query.get("as_of_date_start") ?? "", query.get("as_of_date_end") ?? "9999"];
  const rows = bank.store
    .all("incoming_payment_details")
    .filter((row) => row.as_of_date >= from && row.as_of_date <= to && matches(row, query, filters));
  return page(rows, query, (row) => row);
}

function isFor(incoming: IncomingPaymentDetail, expected: ExpectedPayment): boolean {
  const reference = (expected.remittance_information ?? expected.statement_descriptor ?? "").toUpperCase();
  return (
    expected.status === "unreconciled" &&
    incoming.reconciliation_status === "unreconciled" &&
    expected.direction === incoming.direction &&
    (expected.type === null || expected.type === incoming.type) &&
    incoming.amount >= expected.amount_lower_bound &&
    incoming.amount <= expected.amount_upper_bound &&
    reference !== "" &&
    incoming.data.description.toUpperCase().includes(reference)
  );
}

function findExpected(bank: Bank, id: string): ExpectedPayment {
  const row = bank.store.find("expected_payments", id);
  if (!row) throw notFound("expected payment");
  return row;
}
