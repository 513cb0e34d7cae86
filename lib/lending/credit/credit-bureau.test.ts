// A bureau, or something between it and us, that answers otherwise than agreed: over a real HTTP server, by the real client.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { env } from "@/lib/env";
import { pullCreditReport } from "./credit-bureau";

let answer: { status: number; type?: string; body?: string };
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(answer.status, { "content-type": answer.type ?? "application/json" }).end(answer.body);
});
const report = {
  reportId: "rep_1",
  bureau: { name: "Bureau", address: "1 Main Street", phone: "555 0100" },
  scoreModel: "Score 3",
  scoreRange: { minimum: 300, maximum: 850 },
  score: null,
  keyFactors: [],
  monthlyDebtPayments: "0.00",
  inquiriesLast6Months: 0,
  delinquenciesLast24Months: 0,
  utilization: "0",
  historyMonths: 0,
  bankruptcyMonthsAgo: null,
};

beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  env.BUREAU_BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const ask = () => pullCreditReport({ reference: "app_1", name: "Art", taxIdLast4: "0690" });

it("a person without a score is distinguished from a response without one", async () => {
  answer = { status: 200, body: JSON.stringify(report) };
  expect((await ask()).score).toBeNull();
  const { score: _, ...without } = report;
  answer = { status: 200, body: JSON.stringify(without) };
  await expect(ask()).rejects.toMatchObject({ code: "unavailable" });
});

it.each([
  [204, undefined],
  [200, ""],
  [200, "{}"],
  [200, "null"],
  [200, '"ok"'],
  [200, "[]"],
  [200, '{"data":null}'],
  [200, "<html>Welcome</html>"],
  [404, "<html>Not Found</html>"],
  [404, '{"error":"Not found."}'],
  [422, ""],
  [500, ""],
])("%i with %j is no report and no refusal: the bureau is asked again", async (status, body) => {
  answer = body === undefined ? { status } : { status, body };
  await expect(ask()).rejects.toMatchObject({ name: "DomainError", code: "unavailable" });
});
