// People who pay by hand while the day runs, one after the other, by the verb behind the button; bench/day.ts starts it in the
// checkout that is measured. Prints the milliseconds until each payment was accepted.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PAUSE_MS = 250;
const PLACES = ["lib/lending/repayment/repay.ts", "lib/lending/repay.ts"]; // now, and before lending had rooms

// Where the worker has a separate way, people's leads through PgBouncer: as a web server this process asks for no settings.
if (process.env.WORKER_DATABASE_URL)
  (globalThis as { __modernLendingWeb?: object }).__modernLendingWeb = { isStopping: false };

type Repay = (request: object) => Promise<unknown>;
const place = PLACES.map((path) => join(process.cwd(), path)).find((path) => existsSync(path))!;
const { repay } = (await import(pathToFileURL(place).href)) as { repay: Repay };
const [first, last] = process.argv.slice(2).map(Number) as [number, number];
const { db } = (await import(pathToFileURL(join(process.cwd(), "lib/db.ts")).href)) as {
  db: { $connect: () => Promise<void> };
};
await db.$connect(); // a web server is warm when somebody pays
const milliseconds: number[] = [];
for (let g = first; g <= last; g++) {
  const began = performance.now();
  await repay({
    borrowerId: `brw_${g}`,
    loanId: `loan_${g}`,
    kind: "SCHEDULED",
    idempotencyKey: `person:${g}`,
  });
  milliseconds.push(performance.now() - began);
  await new Promise((next) => setTimeout(next, PAUSE_MS));
}
console.log(JSON.stringify(milliseconds));
process.exit();
