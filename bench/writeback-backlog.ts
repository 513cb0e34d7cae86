// What waits to be written: borrowers with accounting software connected and mapped, each with two loans of ten events.
import type pg from "pg";
import { addMonths, type IsoDate } from "@/lib/calendar/dates";
import { createClient, type CodatRequest } from "@/lib/writeback/codat/codat-client";
import {
  createCompany,
  createConnection,
  createSourceAccount,
  getFeedMappings,
  mapFeed,
  stableKey,
  type Place,
} from "@/lib/writeback/codat/codat";
import { newId } from "@/lib/ids";
import type { LenderSourceId } from "@/lib/writeback/records/ids";
import { drawdown, postingSet, repayment, type Movement } from "@/lib/writeback/records/posting-set";
import { d, toMoney, ZERO, type Decimal } from "@/lib/money/money";
import { partsOf } from "@/lib/money/parts";

const LOANS_EACH = 2;
const REPAYMENTS = 9;
const PLATFORMS = ["gbol", "fbrh"]; // Xero and FreeAgent: their feeds need no separate page
const AT_ONCE = 16;
const INSTALLMENT = { parts: partsOf({ interest: "50", principal: "416.67" }), unearned: ZERO };

export type Control = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

export type Backlog = { connections: number; events: number; writes: number };

export type Books = {
  accounts: { id: string; name: string; balance: string }[];
  transfers: { amount: string }[];
  directCosts: { totalAmount: string }[];
  sources: { balance: string; lines: { id: string }[] }[];
};

type Connected = {
  borrowerId: string;
  platformKey: string;
  companyId: string;
  connectionId: string;
  depositId: string;
  expenseId: string;
  supplierId: string;
  sourceId: string;
  targetId: string;
};

/** A control of the stand-in: see sandbox/accounting/README.md. */
export function controlOf(accountingUrl: string): Control {
  return async <Answer>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${accountingUrl}/_control${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The stand-in answered ${answer.status}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
}

/** Connects `connections` borrowers at the stand-in, and puts their events into the outbox. */
export async function fillBacklog(
  client: pg.Client,
  control: Control,
  options: { baseUrl: string; apiKey: string; connections: number; today: IsoDate },
): Promise<Backlog> {
  const { connections, today } = options;
  const connected: Connected[] = [];
  let next = 0;
  const connectOne = connector(control, options);
  const worker = async () => {
    while (next < connections) {
      const number = next++;
      connected.push(await connectOne(number));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await insertPeople(client, connected);
  const events = connected.flatMap((each, at) => eventsOf(each, at * LOANS_EACH + 1, today));
  await insertRows(client, "writeback_events", events);
  await client.query("VACUUM ANALYZE");
  const writes = events.reduce((sum, event) => sum + event.writes, 0);
  return { connections, events: events.length, writes };
}

function connector(control: Control, { baseUrl, apiKey }: { baseUrl: string; apiKey: string }) {
  const client = createClient({ baseUrl, apiKey });
  const ask = async <T>(request: CodatRequest<T>): Promise<T> => {
    const { outcome } = await client(request);
    if (outcome.kind !== "ok") throw new Error(`${request.method} ${request.path}: ${outcome.kind}`);
    return outcome.data;
  };
  return async (number: number): Promise<Connected> => {
    const borrowerId = newId("bor");
    const platformKey = PLATFORMS[number % PLATFORMS.length]!;
    const { id: companyId } = await ask(createCompany({ name: `Workshop ${number}`, uid: borrowerId }));
    const { id: connectionId } = await ask(createConnection(companyId, platformKey, stableKey(borrowerId)));
    await control("POST", `/connections/${connectionId}/allow`);
    const place = { companyId, connectionId };
    const sourceId = newId("lender") as LenderSourceId;
    const source = { id: sourceId, name: "Modern Lending", currency: "USD" };
    await ask(createSourceAccount(place, source, stableKey(`source:${borrowerId}`)));
    const mapping = { sourceId, targetId: null, feedStartOn: "2020-01-01" as IsoDate };
    await ask(mapFeed(place, mapping, stableKey(`mapping:${borrowerId}`)));
    const suppliers = [{ supplierName: "Modern Lending" }];
    const made = await control<{ ids: string[] }>("POST", `/connections/${connectionId}/suppliers`, {
      suppliers,
    });
    const targetId = await targetOf(place, sourceId);
    const books = await control<Books>("GET", `/connections/${connectionId}/books`);
    const account = (name: string) => books.accounts.find((each) => each.name === name)!.id;
    return {
      borrowerId,
      platformKey,
      companyId,
      connectionId,
      depositId: account("Business Checking"),
      expenseId: account("Interest Expense"),
      supplierId: made.ids[0]!,
      sourceId,
      targetId,
    };
  };

  /** The platform makes the account in its own time. */
  async function targetOf(place: Place, sourceId: string): Promise<string> {
    for (;;) {
      const row = (await ask(getFeedMappings(place))).find((each) => each.sourceAccountId === sourceId);
      if (row?.targetAccountId) return row.targetAccountId;
    }
  }
}

async function insertPeople(client: pg.Client, connected: Connected[]) {
  const numbered = connected.map((each, at) => ({ ...each, userId: newId("usr"), at }));
  await insertRows(
    client,
    "users",
    numbered.map(({ userId, at }) => ({
      id: userId,
      email: `workshop-${at}@example.com`,
      name: `Owner ${at}`,
      password_hash: "none", // nobody signs in as them
    })),
  );
  await insertRows(
    client,
    "borrowers",
    numbered.map(({ borrowerId, userId, at }) => ({
      id: borrowerId,
      user_id: userId,
      kind: "BUSINESS",
      legal_name: `Workshop ${at}`,
      registration_number: `BENCH-${at}`,
    })),
  );
  await insertRows(
    client,
    "writeback_connections",
    connected.map((each) => ({
      borrower_id: each.borrowerId,
      company_id: each.companyId,
      connection_id: each.connectionId,
      platform_key: each.platformKey,
      status: "Linked",
      readiness: { bankAccounts: "Complete", chartOfAccounts: "Complete", suppliers: "Complete" },
    })),
  );
  await insertRows(
    client,
    "writeback_mappings",
    connected.map((each) => ({
      borrower_id: each.borrowerId,
      version: 4,
      is_on: true,
      deposit_id: each.depositId,
      deposit_name: "Business Checking",
      expense_id: each.expenseId,
      expense_name: "Interest Expense",
      supplier_id: each.supplierId,
      supplier_name: "Modern Lending",
      lender_source_id: each.sourceId,
      lender_target_id: each.targetId,
      lender_name: "Modern Lending",
      lender_status: "connected",
    })),
  );
}

function eventsOf({ borrowerId }: Connected, firstNumber: number, today: IsoDate) {
  return Array.from({ length: LOANS_EACH }, (_, loan) => {
    const number = firstNumber + loan;
    const loanId = newId("loan");
    const movements = [
      drawdown({ principal: d("5000"), fee: ZERO }),
      ...Array.from({ length: REPAYMENTS }, () => repayment(INSTALLMENT)),
    ];
    let principal: Decimal = ZERO;
    return movements.map((movement: Movement, at) => {
      principal = principal.minus(movement.cash).plus(movement.charge);
      return {
        source_key: `bench:${number}:${at}`,
        borrower_id: borrowerId,
        loan_id: loanId,
        seq: at + 1,
        reference: `ML-${number}-${at + 1}`,
        kind: at === 0 ? "DRAWDOWN" : "REPAYMENT",
        occurred_on: addMonths(today, at - REPAYMENTS),
        cash: toMoney(movement.cash),
        charge: toMoney(movement.charge),
        principal_after: toMoney(principal),
        ledger_transaction_id: number * 100 + at,
        state: "QUEUED",
        writes: postingSet(movement).length,
      };
    });
  }).flat();
}

/** Columns as the first row names them; what a table does not have is left out. */
async function insertRows(client: pg.Client, table: string, rows: Record<string, unknown>[]) {
  const columns = Object.keys(rows[0]!).filter((name) => name !== "writes");
  const list = columns.join(", ");
  await client.query(
    `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}
