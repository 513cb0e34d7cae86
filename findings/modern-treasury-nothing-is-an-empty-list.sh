#!/usr/bin/env bash
# One would guess: a list endpoint that answers without content is an error, since the API documents an array.
# True: list() turns a 204 into an empty page, so "did my order arrive?" is answered with no, and a sender sends again.
# Version: modern-treasury 3.3.0, node 20.
# Source: the package itself, run below against a local server.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund modern-treasury@3.3.0 >/dev/null
cat > run.mjs <<'JS'
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import ModernTreasury from "modern-treasury";

const server = createServer((_, response) => response.writeHead(204).end());
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const client = new ModernTreasury({ apiKey: "key", organizationID: "organization", baseURL: `http://127.0.0.1:${server.address().port}` });
const found = [];
for await (const order of client.paymentOrders.list({ metadata: { order: "1" } })) found.push(order);
server.close();
const version = JSON.parse(readFileSync("node_modules/modern-treasury/package.json", "utf8")).version;
console.log(`modern-treasury ${version}: a list answered with 204 has ${found.length} payment orders, and nothing is thrown`);
process.exit(found.length === 0 ? 0 : 1);
JS
node run.mjs
