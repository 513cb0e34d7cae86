// /metrics as Prometheus reads it, on a book with a loan and an investment.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { GET } from "@/app/metrics/route";
import { businessDate } from "@/lib/clock";
import { addJob } from "@/lib/queue";
import { db, inTransaction } from "@/lib/db";
import { prometheusText } from "@/lib/prometheus";
import { newAnswered, note } from "@/scripts/answered.js";
import { newInvestor, open, openAndClear } from "@/test/support/investing";

const shared = globalThis as { __modernLendingWeb?: object };
const ask = (headers: Record<string, string>) =>
  GET(new Request("http://localhost:3000/metrics", { headers }));
const here = { "x-forwarded-for": "127.0.0.1" };

beforeAll(async () => {
  const brittany = await newInvestor("Brittany");
  await openAndClear(brittany, "2026-01-01");
  await open(brittany, { amount: "500.00" }); // on its way
  await db.webhookMessage.create({ data: { id: "wh_1", topic: "payment_order.completed", body: "{}" } });
  const processedAt = new Date();
  const receivedAt = new Date(processedAt.getTime() - 40_000);
  await db.webhookMessage.create({
    data: {
      ...{ id: "wh_2", topic: "payment_order.completed", body: "{}", status: "PROCESSED" },
      ...{ receivedAt, processedAt },
    },
  });
  await anUnmatchedLine();
  await inTransaction((tx) => addJob(tx, "close-day", {}, "due"));
  await inTransaction((tx) => addJob(tx, "close-day", {}, "later", new Date("2999-01-01")));
});
afterAll(() => delete shared.__modernLendingWeb);

async function anUnmatchedLine() {
  const on = new Date(await businessDate());
  await db.bankAccount.create({ data: { id: "ba_1", name: "Operating", number: "1", ledgerCode: "cash" } });
  await db.bankStatementRow.create({
    data: {
      ...{ id: "bs_1", bankAccountId: "ba_1", source: "FILE", fromOn: on, toOn: on, importedOn: on },
      ...{ opening: "0.00", closing: "5.00", lineCount: 1, newCount: 1 },
    },
  });
  await db.bankLineRow.create({
    data: { bankAccountId: "ba_1", statementId: "bs_1", postedOn: on, amount: "5.00", fingerprint: "f" },
  });
}

test("a stranger is refused, and learns nothing", async () => {
  const answer = await ask({ "x-forwarded-for": "203.0.113.9" });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  expect(await answer.json()).toEqual({ error: "Reading the metrics takes the token of METRICS_TOKEN." });
});

test("shows the queue, what waits, payments on their way and the cash, each with its help and type", async () => {
  const answer = await ask(here);
  expect(answer.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await answer.text();
  const lines = text.split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'modern_lending_queue_jobs{state="later"} 1',
      'modern_lending_waiting{source="payments webhooks"} 1',
      'modern_lending_waiting{source="writeback"} 0',
      'modern_lending_cash_dollars{balance="posted"} 10000',
      "modern_lending_payouts_owed_dollars 0",
      "modern_lending_solvency_ratio 1", // all that Brittany is owed is there in cash
      "modern_lending_bank_lines_unmatched 1",
      "modern_lending_bank_exceptions_open 0",
      'modern_lending_webhook_lag_seconds{source="payments"} 40',
      'modern_lending_webhook_lag_seconds{source="accounting"} 0',
    ]),
  );
  expect(text).toMatch(/modern_lending_queue_jobs\{state="due"\} [1-9]/);
  expect(text).toMatch(/modern_lending_waiting_oldest_seconds\{source="payments webhooks"\} \d/);
  expect(text).toMatch(/modern_lending_open_payment_orders\{status="created"\} 1/);
  expect(text).toMatch(/^modern_lending_ledger_transactions_total [1-9]/m);
  expect(text).toMatch(/^modern_lending_waiting\{source="emails"\} \d/m);
  expect(text).toMatch(/^modern_lending_posting_batches [1-9]/m);
  expect(text).toMatch(/^modern_lending_posting_batch_size [1-9]/m);
  const named = lines.filter((line) => /^modern/.test(line)).map((line) => /^\w+/.exec(line)![0]);
  const typed = lines.flatMap((line) => /^# TYPE (\w+) /.exec(line)?.[1] ?? []);
  expect(new Set(named)).toEqual(new Set(typed));
});

test("shows what the web server has answered, where there is one", async () => {
  expect(await (await ask(here)).text()).not.toContain("http_requests_total");
  const answered = newAnswered();
  note(answered, "GET", 200, 0.2);
  note(answered, "POST", 503, 12);
  shared.__modernLendingWeb = { isStopping: false, answered: () => answered };
  vi.resetModules(); // what is a web server is known from its start
  const { requestFigures } = await import("@/lib/jobs/request-figures");
  const text = prometheusText(requestFigures());
  expect(text).toContain('modern_lending_http_requests_total{method="GET",status="200"} 1');
  expect(text).toContain('modern_lending_http_request_duration_seconds_bucket{le="0.25"} 1');
  expect(text).toContain('modern_lending_http_request_duration_seconds_bucket{le="+Inf"} 2');
  expect(text).toContain("modern_lending_http_request_duration_seconds_sum 12.2");
});

test("the alert rules and the dashboard of deploy/ ask for figures that there are", async () => {
  const text = await (await ask(here)).text();
  const there = new Set([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!));
  // Shown only where there is a standby, and a web server.
  for (const name of ["replica_lag_bytes", "http_requests_total", "http_request_duration_seconds_bucket"])
    there.add(`modern_lending_${name}`);
  for (const file of ["deploy/alerts.yml", "deploy/dashboard.json"]) {
    const asked = new Set(readFileSync(file, "utf8").match(/\bmodern_lending_\w+/g));
    expect(asked.size).toBeGreaterThan(5);
    expect(
      [...asked].filter((name) => !there.has(name)),
      file,
    ).toEqual([]);
  }
});
