// Which counter serves which address.
import { json, notFound, page, matches, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import * as controls from "./controls";
import { makeFault } from "./faults";
import { homePage } from "./home-page";
import * as incoming from "./incoming";
import * as parties from "./parties";
import * as orders from "./payment-orders";
import * as statements from "./statements";

type Counter = (bank: Bank, request: ApiRequest, id: string, trouble: controls.Trouble) => ApiAnswer;

const COUNTERS: Record<string, Counter> = {
  "GET /": (bank) => homePage(bank),
  "GET /api/ping": () => json(200, { ping: "pong" }),
  "POST /api/counterparties": parties.createCounterparty,
  "GET /api/counterparties": parties.listCounterparties,
  "GET /api/counterparties/:id": (bank, _request, id) => parties.getCounterparty(bank, id),
  "POST /api/external_accounts": parties.createExternalAccount,
  "GET /api/external_accounts": parties.listExternalAccounts,
  "GET /api/external_accounts/:id": (bank, _request, id) => parties.getExternalAccount(bank, id),
  "GET /api/internal_accounts": parties.listInternalAccounts,
  "GET /api/internal_accounts/:id": (bank, _request, id) => parties.getInternalAccount(bank, id),
  "POST /api/payment_orders": orders.createOrder,
  "GET /api/payment_orders": orders.listOrders,
  "GET /api/payment_orders/:id": (bank, _request, id) => orders.getOrder(bank, id),
  "PATCH /api/payment_orders/:id": (bank, request, id) => orders.updateOrder(bank, id, request),
  "POST /api/returns": incoming.createReturn,
  "GET /api/returns": orders.listReturns,
  "GET /api/returns/:id": (bank, _request, id) => orders.getReturn(bank, id),
  "POST /api/expected_payments": incoming.createExpected,
  "GET /api/expected_payments": incoming.listExpected,
  "GET /api/expected_payments/:id": (bank, _request, id) => incoming.getExpected(bank, id),
  "PATCH /api/expected_payments/:id": (bank, request, id) => incoming.updateExpected(bank, id, request),
  "DELETE /api/expected_payments/:id": (bank, _request, id) => incoming.archiveExpected(bank, id),
  "GET /api/incoming_payment_details": incoming.listIncoming,
  "GET /api/incoming_payment_details/:id": (bank, _request, id) => incoming.getIncoming(bank, id),
  "POST /api/simulations/incoming_payment_details/create_async": incoming.simulateIncoming,
  "GET /api/transactions": statements.listTransactions,
  "GET /api/transactions/:id": (bank, _request, id) => statements.getTransaction(bank, id),
  "GET /api/events": listEvents,
  "GET /api/events/:id": (bank, _request, id) => getEvent(bank, id),
  "GET /sandbox/clock": (bank) => controls.readClock(bank),
  "POST /sandbox/clock": controls.moveClock,
  "PUT /sandbox/webhook_endpoint": controls.setWebhookEndpoint,
  "POST /sandbox/webhooks/behavior": controls.setWebhookBehavior,
  "POST /sandbox/faults": makeFault,
  "GET /sandbox/statements": statements.writeStatement,
  "GET /sandbox/trouble": (_bank, _request, _id, trouble) => json(200, trouble),
  "POST /sandbox/trouble": (_bank, request, _id, trouble) => controls.makeTrouble(trouble, request),
};

export function serve(bank: Bank, request: ApiRequest, trouble: controls.Trouble): ApiAnswer {
  const exact = COUNTERS[`${request.method} ${request.path}`];
  if (exact) return exact(bank, request, "", trouble);
  if (
    request.method === "GET" &&
    request.path === `/api/internal_accounts/${bank.internalAccountId}/balance_reports`
  )
    return statements.listBalanceReports(bank, request);
  const slash = request.path.lastIndexOf("/");
  const withId = COUNTERS[`${request.method} ${request.path.slice(0, slash)}/:id`];
  if (!withId) throw notFound("route");
  return withId(bank, request, decodeURIComponent(request.path.slice(slash + 1)), trouble);
}

function listEvents(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const from = query.get("event_time_start") ?? "";
  const to = query.get("event_time_end") ?? "9999";
  const rows = bank.store
    .all("events")
    .filter((row) => row.event_time >= from && row.event_time <= to)
    .filter((row) => matches(row, query, ["resource", "event_name", "entity_id"]));
  return page(rows, query, (row) => row);
}

function getEvent(bank: Bank, id: string): ApiAnswer {
  const row = bank.store.find("events", id);
  if (!row) throw notFound("event");
  return json(200, row);
}
