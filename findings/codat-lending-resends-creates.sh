#!/usr/bin/env bash
# One would guess: a client for an accounting platform sends a create request once, or sends an idempotency key with it.
# True: a POST that is answered with 500 is sent again by itself, same body, no key, so the record can be created twice.
# Version: @codat/lending 4.3.0, default settings, node 20.
# Source: the package itself, run below against a local server that answers 500 once and then accepts.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @codat/lending@4.3.0 >/dev/null
cat > run.mjs <<'JS'
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { CodatLending } from "@codat/lending";

const requests = [];
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    requests.push({ method: request.method, body, keys: Object.keys(request.headers).filter((name) => /idempot/i.test(name)) });
    const isFirst = requests.length === 1;
    response.writeHead(isFirst ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(isFirst ? { statusCode: 500, error: "Try later" } : {
      pushOperationKey: "b18d8d81-fd7b-4764-a31e-475cb1f36591", companyId: "8a210b68-6988-11ed-a1eb-0242ac120002",
      dataConnectionKey: "2e9d2c44-f675-40ba-8049-353bfcb5e171", status: "Pending", statusCode: 202,
      requestedOnUtc: "2026-07-01T10:00:00Z", dataType: "bankTransactions" }));
  });
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const sdk = new CodatLending({ serverURL: `http://127.0.0.1:${server.address().port}`, authHeader: "Basic a2V5" });
await sdk.loanWriteback.bankTransactions.create({
  companyId: "8a210b68-6988-11ed-a1eb-0242ac120002", connectionId: "2e9d2c44-f675-40ba-8049-353bfcb5e171", accountId: "lender",
  accountingCreateBankTransactions: { accountId: "lender", transactions: [{ id: "repayment-1", amount: 466.67, date: "2026-07-01" }] },
});
server.close();
const version = JSON.parse(readFileSync("node_modules/@codat/lending/package.json", "utf8")).version;
const isSame = requests.length === 2 && requests[0].body === requests[1].body;
const hasKey = requests.some(({ keys }) => keys.length > 0);
console.log(`@codat/lending ${version}: ${requests.length} ${requests[0].method} requests for one create, same body: ${isSame}, idempotency header: ${hasKey}`);
process.exit(requests.length === 2 && isSame && !hasKey ? 0 : 1);
JS
node run.mjs
