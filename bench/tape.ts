// npm run bench:tape -- [--loans 100000]: the loan tape of a book of that many loans as CSV, compared with the ledger before its first row.
// How to read the answer: bench/README.md.
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { BYTE_ORDER_MARK, csvLines } from "../app/_parts/csv";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, asOwner, ensureDatabase } from "../scripts/embedded-postgres";
import { DAY, fillBook } from "./day-book";
import { readSettings, startDurable } from "./durable-server";

const DATABASE = "bench_tape";

const { values } = parseArgs({ options: { loans: { type: "string", default: "100000" } } });
const loans = Number(values.loans);

const { server, stop } = await startDurable();
try {
  await ensureDatabase(server, DATABASE);
  await applyMigrations(server.ownerUrl(DATABASE));
  await allowAppLogin(server);
  await asOwner(server, DATABASE, (client) =>
    fillBook(client, {
      loans,
      ...{ collections: 0, deposits: 0, disbursements: 0, payouts: 0, people: 0 },
    }),
  );
  process.env.DATABASE_URL = server.appUrl(DATABASE); // before the product's code reads it
  process.env.LOG_LEVEL = "warn";
  await measure();
  console.log(JSON.stringify({ bench: "tape", settings: await readSettings(server, DATABASE) }));
} finally {
  await stop();
}

async function measure() {
  const { db } = await import("@/lib/db");
  const { LOAN_TAPE_COLUMNS, writeLoanTape } = await import("@/lib/reporting/loan-tape");
  try {
    for (const run of [1, 2]) {
      const begin = performance.now();
      const cpu = process.cpuUsage();
      let [bytes, first] = [0, 0];
      const most = { rss: 0 };
      const { balance } = await writeLoanTape(DAY, (rows) => {
        first ||= performance.now() - begin;
        const cells = rows.map((row) => LOAN_TAPE_COLUMNS.map((column) => row[column] ?? null));
        bytes += Buffer.byteLength((bytes === 0 ? BYTE_ORDER_MARK : "") + csvLines(cells));
        most.rss = Math.max(most.rss, process.memoryUsage().rss);
      });
      const used = process.cpuUsage(cpu);
      report({
        ...{ run, loans, balance },
        seconds: seconds(performance.now() - begin),
        firstRowAfter: seconds(first),
        cpuSeconds: seconds((used.user + used.system) / 1000),
        mebibytes: mebibytes(bytes),
        rssMiB: mebibytes(most.rss),
      });
    }
  } finally {
    await db.$disconnect();
  }
}

// Declared as functions, since the measurement above runs before the end of this file.
function seconds(milliseconds: number) {
  return Math.round(milliseconds / 10) / 100;
}
function mebibytes(bytes: number) {
  return Math.round(bytes / 1024 / 1024);
}

function report(row: object) {
  console.log(JSON.stringify({ bench: "tape", ...row }));
}
