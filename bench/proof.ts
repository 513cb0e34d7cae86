// npm run bench:proof -- [--loans 100000]: the nightly proof of every balance on a book of that many loans and half as many
// investments, one customer's file and its verification, beside the interest run of a day on which all of the book is due.
// How to read the answer: bench/README.md.
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, asOwner, ensureDatabase } from "../scripts/embedded-postgres";
import { fillBook } from "./day-book";
import { readSettings, startDurable } from "./durable-server";
import { percentiles } from "./measure";

const DATABASE = "bench_proof";
const ALL_DUE = "2026-03-10"; // a month after the loans of the book that are not due on its day
const FILES = 50;

const { values } = parseArgs({ options: { loans: { type: "string", default: "100000" } } });
const loans = Number(values.loans);

const { server, stop } = await startDurable();
try {
  await ensureDatabase(server, DATABASE);
  await applyMigrations(server.ownerUrl(DATABASE));
  await allowAppLogin(server);
  await asOwner(server, DATABASE, async (client) => {
    await fillBook(client, {
      loans,
      ...{ collections: 0, deposits: 0, disbursements: 0, payouts: 0, people: 0 },
    });
    await client.query("UPDATE business_clock SET business_date = $1", [ALL_DUE]);
  });
  process.env.DATABASE_URL = server.appUrl(DATABASE); // before the product's code reads it
  process.env.LOG_LEVEL = "warn";
  await measure();
  console.log(JSON.stringify({ bench: "proof", settings: await readSettings(server, DATABASE) }));
} finally {
  await stop();
}

async function measure() {
  const { db } = await import("@/lib/db");
  const { refreshStandings } = await import("@/lib/lending/reading/loan-standings");
  const { accrueWaiting } = await import("@/lib/investing/accrue-waiting");
  const { serveWithdrawals } = await import("@/lib/investing/exits/serve-withdrawals");
  const { runAllowance } = await import("@/lib/pool/allowance/run-allowance");
  const { sealLedger } = await import("@/lib/ledger/seal");
  const { runInterest } = await import("@/lib/pool/run-interest");
  const { proveClaims } = await import("@/lib/pool/proof/prove-claims");
  const { customerProof } = await import("@/lib/pool/proof/customer-proof");
  const { verifyProof } = await import("@/public/verify-proof.mjs");
  try {
    const interest = await timed(() => runInterest({ businessDate: ALL_DUE }));
    report({
      step: "interest run",
      loans,
      investments: interest.result.investments,
      seconds: interest.seconds,
    });
    // Standings are refreshed each minute on their own, in production.
    const standings = await timed(refreshStandings);
    report({ step: "standings", loans: standings.result, seconds: standings.seconds });
    const allowance = await timed(() => runAllowance({ businessDate: ALL_DUE }));
    if (allowance.result === null) throw new Error("Nothing was set aside.");
    const waiting = await timed(() => accrueWaiting({ businessDate: ALL_DUE }));
    const exits = await timed(() => serveWithdrawals({ businessDate: ALL_DUE }));
    const nightly = { allowance: allowance.seconds, waiting: waiting.seconds, exits: exits.seconds };
    report({ step: "allowance and coverage, waiting interest, early withdrawals", ...nightly });
    const sealed = await timed(sealLedger); // each minute on its own, in production
    report({ step: "seal", transactions: sealed.result, seconds: sealed.seconds });
    const proof = await timed(proveClaims);
    if (proof.result === null) throw new Error("No proof was made.");
    const share = proof.seconds / interest.seconds;
    report({ step: "proof", seconds: proof.seconds, ofInterestRun: Math.round(share * 100) / 100 });
    const [made, verified]: [number[], number[]] = [[], []];
    for (let n = 1; n <= FILES; n++) {
      const kind = n % 2 === 0 ? "investor" : "borrower";
      const file = await timed(() =>
        customerProof({ kind, id: `${kind === "investor" ? "inv" : "brw"}_${n}` }),
      );
      made.push(file.seconds * 1000);
      verified.push((await timed(() => verifyProof(file.result))).seconds * 1000);
    }
    report({ step: "a customer's file", milliseconds: percentiles(made) });
    report({ step: "its verification", milliseconds: percentiles(verified) });
  } finally {
    await db.$disconnect();
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const begin = performance.now();
  const result = await work();
  return { result, seconds: Math.round(performance.now() - begin) / 1000 };
}

function report(row: object) {
  console.log(JSON.stringify({ bench: "proof", ...row }));
}
