// Reads reports without a pause while it is asked to: on the standby of READ_DATABASE_URL, or on the primary where there is none.
// bench/replica.ts starts it.
import { businessDate } from "@/lib/clock";
import { trialBalanceTotals } from "@/lib/ledger/account-lists";
import { loanList } from "@/lib/lending/reading/admin-loans";
import { poolHistory } from "@/lib/pool/queries";
import { eachOnReplica, onReplica } from "@/lib/read-replica";
import { portfolioAtRisk } from "@/lib/reporting/portfolio";

let isReading = false;
let passes = 0;

process.on("message", (order) => {
  if (order === "stop") process.exit();
  isReading = order === "read";
  if (order === "read") passes = 0;
  else process.send!({ passes });
});

async function pass() {
  await onReplica(() => poolHistory());
  if (!isReading) return;
  await onReplica(() => trialBalanceTotals({}));
  if (!isReading) return;
  await onReplica(async () => portfolioAtRisk(await businessDate()));
  for await (const rows of eachOnReplica(loanList.batches())) if (!isReading || rows.length === 0) return;
  passes++;
}

await pass(); // its code is warm when it counts
console.log("ready");
for (;;) {
  if (isReading) await pass();
  else await new Promise((later) => setTimeout(later, 20));
}
