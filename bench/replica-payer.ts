// Borrowers who pay by hand, one after the other, by the verb behind the button and as a web server does it: through PgBouncer.
// bench/replica.ts starts it. Prints for each payment when it was sent and how many milliseconds it took.
import { repay } from "@/lib/lending/repayment/repay";

const [first, last, everyMs] = process.argv.slice(2).map(Number) as [number, number, number];

process.once("message", () => process.exit());
let next = Date.now();
for (let g = first; g <= last; g++) {
  await new Promise((due) => setTimeout(due, Math.max(0, next - Date.now())));
  next = Math.max(next + everyMs, Date.now());
  const [at, began] = [Date.now(), performance.now()];
  await repay({
    ...{ borrowerId: `brw_${g}`, loanId: `loan_${g}`, kind: "SCHEDULED" },
    idempotencyKey: `payer:${g}`,
  });
  console.log(JSON.stringify({ at, ms: performance.now() - began }));
}
console.log("no more loans");
