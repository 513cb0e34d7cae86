// /api/payment_orders and /api/returns
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
import { showOrder, type Bank } from "./bank";
import { isDate } from "./bank-days";
import { RAIL_NAMES, rulesOf } from "./rails";
import type { PaymentOrder } from "./records";
import { advance, planFor } from "./settlement";
import { stamp } from "./store";

const FILTERS = [
  "status",
  "direction",
  "type",
  "counterparty_id",
  "originating_account_id",
  "priority",
] as const;
const RETURN_FILTERS = ["returnable_id", "returnable_type", "internal_account_id"] as const;

const metadata = z.record(z.string(), z.string()).default({});
const newOrder = z.object({
  type: z.enum(RAIL_NAMES),
  direction: z.enum(["credit", "debit"]),
  amount: z.int("amount is a whole number of cents").positive("amount must be above zero"),
  currency: z.literal("USD").default("USD"),
  originating_account_id: z.string("originating_account_id is missing"),
  receiving_account_id: z.string("receiving_account_id is missing"),
  effective_date: z.string().refine(isDate, "effective_date is not a date").optional(),
  subtype: z.string().nullish(),
  statement_descriptor: z.string().max(10, "statement_descriptor has at most 10 characters").nullish(),
  remittance_information: z.string().nullish(),
  description: z.string().nullish(),
  priority: z.enum(["high", "normal"]).default("normal"),
  metadata,
});

export function createOrder(bank: Bank, request: ApiRequest): ApiAnswer {
  const asked = read(request, newOrder);
  if (asked.originating_account_id !== bank.internalAccountId) {
    throw invalid("There is no such internal account.", "originating_account_id");
  }
  const { canDebit, limitCents } = rulesOf(asked.type);
  if (asked.direction === "debit" && !canDebit) {
    throw invalid(`A ${asked.type} payment can only be a credit.`, "direction");
  }
  if (limitCents !== null && asked.amount > limitCents) {
    throw invalid(`The amount is above the limit of ${asked.type} payments.`, "amount");
  }
  const account = bank.store.find("external_accounts", asked.receiving_account_id);
  if (!account) throw invalid("There is no such external account.", "receiving_account_id");
  const startsOn =
    asked.effective_date && asked.effective_date > bank.today ? asked.effective_date : bank.today;
  const order = bank.save({
    ...stamp(),
    ...asked,
    object: "payment_order",
    status: "approved",
    effective_date: startsOn,
    subtype: asked.subtype ?? null,
    statement_descriptor: asked.statement_descriptor ?? null,
    remittance_information: asked.remittance_information ?? null,
    description: asked.description ?? null,
    receiving_account_type: "external_account",
    counterparty_id: account.counterparty_id,
    current_return: null,
    current_hold: null,
    reconciliation_status: "unreconciled",
    transaction_ids: [],
    vendor_failure_reason: null,
    plan: planFor(asked.type, account.account_number, startsOn),
  });
  bank.tell("created", order);
  bank.tell("approved", order);
  const answer = json(201, showOrder(order));
  advance(bank, order.id); // after the answer was drawn up: a client sees "approved" first, as with the real service
  return answer;
}

export function getOrder(bank: Bank, id: string): ApiAnswer {
  return json(200, showOrder(find(bank, id)));
}

export function listOrders(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const from = query.get("effective_date_start") ?? "";
  const to = query.get("effective_date_end") ?? "9999-12-31";
  const rows = bank.store
    .all("payment_orders")
    .filter(
      (order) => order.effective_date >= from && order.effective_date <= to && matches(order, query, FILTERS),
    );
  return page(rows, query, showOrder);
}

const changes = z.object({
  status: z.literal("cancelled", "Only a cancellation can be requested.").optional(),
  description: z.string().nullish(),
  metadata: z.record(z.string(), z.string()).optional(),
});

export function updateOrder(bank: Bank, id: string, request: ApiRequest): ApiAnswer {
  const asked = read(request, changes);
  let order = find(bank, id);
  if (asked.metadata) order = bank.save({ ...order, metadata: { ...order.metadata, ...asked.metadata } });
  if (asked.description !== undefined) order = bank.save({ ...order, description: asked.description });
  if (asked.status === "cancelled" && order.status !== "cancelled") {
    if (order.status !== "approved") {
      throw new Refusal(
        422,
        "invalid_status",
        `A payment order that is ${order.status} cannot be canceled.`,
        "status",
      );
    }
    order = bank.save({ ...order, status: "cancelled" });
    bank.tell("cancelled", order);
  }
  return json(200, showOrder(order));
}

export function getReturn(bank: Bank, id: string): ApiAnswer {
  const found = bank.store.find("returns", id);
  if (!found) throw notFound("return");
  return json(200, found);
}

export function listReturns(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const rows = bank.store.all("returns").filter((row) => matches(row, query, RETURN_FILTERS));
  return page(rows, query, (row) => row);
}

function find(bank: Bank, id: string): PaymentOrder {
  const order = bank.store.find("payment_orders", id);
  if (!order) throw notFound("payment order");
  return order;
}
