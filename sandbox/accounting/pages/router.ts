// Which counter serves which address.
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { notFound, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { booksPage, companiesPage } from "./books-page";
import * as companies from "./companies";
import * as connections from "./connections";
import * as consumers from "@/sandbox/accounting/books/consumers";
import * as controls from "./controls";
import * as people from "./controls-books";
import { accountingConnection, companyInfo, readData } from "./data";
import * as link from "./link";
import * as mapping from "@/sandbox/accounting/books/mapping";
import * as writes from "@/sandbox/accounting/writes/push";
import * as sources from "@/sandbox/accounting/books/source-accounts";
import * as sync from "@/sandbox/accounting/books/sync";

type Parts = Record<string, string>;
type Counter = (accounting: Accounting, parts: Parts, request: ApiRequest) => ApiAnswer;
type Route = { method: string; steps: string[]; template: string; counter: Counter };

const C = "/companies/:c";
const K = `${C}/connections/:k`;
const WIDE = new Set(["accounts", "suppliers"]); // also readable without naming the connection

const at = (accounting: Accounting, { c, k }: Parts) => accounting.place(c!, k!);

const API: [string, Counter][] = [
  ["POST /companies", (a, _p, r) => companies.createCompany(a, r)],
  ["GET /companies", (a, _p, r) => companies.listCompanies(a, r)],
  [`GET ${C}`, (a, p) => companies.getCompany(a, p.c!)],
  [`PUT ${C}`, (a, p, r) => companies.replaceCompany(a, p.c!, r)],
  [`PATCH ${C}`, (a, p, r) => companies.updateCompany(a, p.c!, r)],
  [`DELETE ${C}`, (a, p) => companies.deleteCompany(a, p.c!)],
  [`POST ${C}/connections`, (a, p, r) => connections.createConnection(a, p.c!, r)],
  [`GET ${C}/connections`, (a, p, r) => connections.listConnections(a, p.c!, r)],
  [`GET ${K}`, (a, p) => connections.getConnection(a, p.c!, p.k!)],
  [`PATCH ${K}`, (a, p, r) => connections.unlink(a, p.c!, p.k!, r)],
  [`DELETE ${K}`, (a, p) => connections.deleteConnection(a, p.c!, p.k!)],
  [`POST ${C}/data/all`, (a, p) => sync.queueAll(a, p.c!)],
  [`POST ${C}/data/queue/:type`, (a, p, r) => sync.queueOne(a, p.c!, p.type!, r)],
  [`GET ${C}/dataStatus`, (a, p) => sync.dataStatus(a, p.c!)],
  [`GET ${C}/data/info`, (a, p) => companyInfo(a, p.c!)],
  [`GET ${C}/data/:type`, (a, p, r) => wide(a, p, null, r)],
  [`GET ${C}/data/:type/:id`, (a, p, r) => wide(a, p, p.id!, r)],
  [`GET ${K}/data/:type`, (a, p, r) => readData(a, at(a, p).connection, p.type!, null, r)],
  [`GET ${K}/data/:type/:id`, (a, p, r) => readData(a, at(a, p).connection, p.type!, p.id!, r)],
  [`GET ${K}/options/:type`, (a, p) => writes.showOptions(at(a, p), p.type!)],
  [
    `GET ${K}/options/bankAccounts/:source/bankTransactions`,
    (a, p) => writes.showOptions(at(a, p), "bankTransactions"),
  ],
  [`POST ${K}/connectionInfo/bankFeedAccounts`, (a, p, r) => sources.createSource(a, at(a, p), r)],
  [`GET ${K}/connectionInfo/bankFeedAccounts`, (a, p) => sources.listSources(a, at(a, p))],
  [`GET ${K}/bankFeedAccounts/mapping`, (a, p) => mapping.listMappings(a, at(a, p))],
  [`POST ${K}/bankFeedAccounts/mapping`, (a, p, r) => mapping.createMapping(a, at(a, p), r)],
  [`POST ${K}/push/:type`, (a, p, r) => writes.push(a, at(a, p), p.type!, r)],
  [
    `POST ${K}/push/bankAccounts/:source/bankTransactions`,
    (a, p, r) => writes.pushFeed(a, at(a, p), p.source!, r),
  ],
  [`GET ${C}/push`, (a, p, r) => writes.listOperations(a, p.c!, r)],
  [`GET ${C}/push/:key`, (a, p) => writes.getOperation(a, p.c!, p.key!)],
  ["GET /webhooks", (a) => consumers.listConsumers(a)],
  ["POST /webhooks", (a, _p, r) => consumers.createConsumer(a, r)],
  ["DELETE /webhooks/:id", (a, p) => consumers.deleteConsumer(a, p.id!)],
];

const LOCAL: [string, Counter][] = [
  ["GET /", (a) => companiesPage(a)],
  ["GET /books", (a) => companiesPage(a)],
  ["GET /books/:k", (a, p) => booksPage(a, p.k!)],
  ["GET /link/companies/:c", (a, p) => link.companyPage(a, p.c!)],
  ["GET /link/companies/:c/connections/:k/start", (a, p, r) => link.startPage(a, at(a, p).connection, r)],
  ["POST /link/companies/:c/connections/:k/start", (a, p, r) => link.decide(a, at(a, p).connection, r)],
  ["GET /_control/stats", (a) => controls.showStats(a)],
  ["DELETE /_control/stats", (a) => controls.forgetStats(a)],
  ["POST /_control/clock", (a, _p, r) => controls.moveClock(a, r)],
  ["POST /_control/settings", (a, _p, r) => controls.changeSettings(a, r)],
  ["POST /_control/limits", (a, _p, r) => controls.changeLimits(a, r)],
  ["POST /_control/faults", (a, _p, r) => controls.addFault(a, r)],
  ["GET /_control/faults", (a) => controls.getFaults(a)],
  ["DELETE /_control/faults", (a) => controls.clearFaults(a)],
  ["POST /_control/outcomes", (a, _p, r) => controls.addOutcome(a, r)],
  ["DELETE /_control/outcomes", (a) => controls.clearOutcomes(a)],
  ["POST /_control/operations/:key", (a, p, r) => controls.endOperation(a, p.key!, r)],
  ["POST /_control/consumer", (a, _p, r) => controls.setConsumer(a, r)],
  ["POST /_control/webhooks/behavior", (a, _p, r) => controls.setWebhookBehavior(a, r)],
  ["GET /_control/webhooks", (a) => controls.listWebhooks(a)],
  ["POST /_control/webhooks/replay", (a, _p, r) => controls.replayWebhooks(a, r)],
  ["POST /_control/webhooks/send", (a, _p, r) => controls.sendWebhook(a, r)],
  ["POST /_control/accounts/:id", (a, p, r) => people.changeAccount(a, p.id!, r)],
  ["GET /_control/connections/:k/books", (a, p) => people.showBooks(a, p.k!)],
  ["POST /_control/connections/:k/sources/:source", (a, p, r) => people.changeSource(a, p.k!, p.source!, r)],
  ["POST /_control/connections/:k/:act", (a, p, r) => act(a, p, r)],
];

const API_ROUTES = API.map(routeOf);
const LOCAL_ROUTES = LOCAL.map(routeOf);

export const isApi = (path: string) => /^\/(companies|webhooks)(\/|$)/.test(path);

/** The address with its ids left out, for the counters. */
export function routeName(request: ApiRequest): string {
  return find(API_ROUTES, request)?.route.template ?? "unknown";
}

/** @throws Refusal (404) where nothing is at that address */
export function serve(accounting: Accounting, request: ApiRequest): ApiAnswer {
  const found = find(isApi(request.path) ? API_ROUTES : LOCAL_ROUTES, request);
  if (!found) throw notFound("route");
  return found.route.counter(accounting, found.parts, request);
}

function routeOf([template, counter]: [string, Counter]): Route {
  const [method = "", path = ""] = template.split(" ");
  return { method, steps: path.split("/"), template, counter };
}

function find(routes: Route[], { method, path }: ApiRequest): { route: Route; parts: Parts } | null {
  const steps = path.split("/");
  for (const route of routes) {
    if (route.method !== method || route.steps.length !== steps.length) continue;
    const parts: Parts = {};
    const fits = route.steps.every((step, index) => {
      if (!step.startsWith(":")) return step === steps[index];
      parts[step.slice(1)] = decodeURIComponent(steps[index]!);
      return steps[index] !== "";
    });
    if (fits) return { route, parts };
  }
  return null;
}

function wide(accounting: Accounting, { c, type }: Parts, id: string | null, request: ApiRequest): ApiAnswer {
  if (!WIDE.has(type!)) throw notFound("route");
  return readData(accounting, accountingConnection(accounting, c!), type!, id, request);
}

function act(accounting: Accounting, parts: Parts, request: ApiRequest): ApiAnswer {
  const work = Object.hasOwn(people.ACTS, parts.act!) ? people.ACTS[parts.act!] : undefined;
  if (!work) throw notFound("control");
  return work(accounting, people.find(accounting, parts.k!), request);
}
