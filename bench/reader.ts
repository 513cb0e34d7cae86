// A separate process that reads the balance of cash again and again, as a page would while others post.
import { parseArgs } from "node:util";
import pg from "pg";
import { percentiles } from "./measure";

const { values } = parseArgs({ options: { url: { type: "string" }, seconds: { type: "string" } } });
const PAUSE_MS = 2;

const client = new pg.Client({ connectionString: values.url });
await client.connect();
const milliseconds: number[] = [];
const end = performance.now() + Number(values.seconds) * 1000;
while (performance.now() < end) {
  const asked = performance.now();
  await client.query({
    name: "balance",
    text: "SELECT posted, pending, available FROM ledger.account_balances WHERE code = $1",
    values: ["cash"],
  });
  milliseconds.push(performance.now() - asked);
  await new Promise((resume) => setTimeout(resume, PAUSE_MS));
}
await client.end();
console.log(JSON.stringify({ reads: milliseconds.length, ...percentiles(milliseconds) }));
