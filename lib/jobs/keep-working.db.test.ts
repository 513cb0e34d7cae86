// The queue's runner while the way to the database is cut and opened again.
import { Logger } from "graphile-worker";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connection, WORKER } from "@/lib/connection-limits";
import { PooledClient } from "@/lib/db";
import { keepWorking, type Work } from "@/lib/jobs/keep-working";
import { isTransient } from "@/lib/transient-errors";
import { startGate, type Gate } from "@/test/support/gate";
import { until } from "@/test/support/worker";

const direct = process.env.DATABASE_URL!;
const app = new pg.Client({ connectionString: direct });
let gate: Gate;
let pgPool: pg.Pool;
let work: Work;
/** One entry for each time that the task ran. */
let runs: string[];
/** Ends the runs of the task that wait. */
let finish: () => void;
let finished: Promise<void>;

// The queue leaves a promise behind that rejects unheard when its timetable loses the database; scripts/worker.ts listens too.
const listeners = process.listeners("unhandledRejection");
const hear: NodeJS.UnhandledRejectionListener = (reason, promise) => {
  if (!isTransient(reason)) for (const listener of listeners) listener(reason, promise);
};
beforeAll(async () => {
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", hear);
  await app.connect();
});
afterAll(async () => {
  await app.end();
  process.off("unhandledRejection", hear);
  for (const listener of listeners) process.on("unhandledRejection", listener);
});
beforeEach(async () => {
  await app.query("DELETE FROM graphile_worker._private_jobs");
  gate = await startGate(Number(new URL(direct).port));
  pgPool = new pg.Pool({ ...connection(WORKER, gate.through(direct)), max: 6, Client: PooledClient });
  pgPool.on("error", () => {});
  runs = [];
  finished = new Promise((resolve) => (finish = resolve));
  work = await keepWorking({
    pgPool,
    concurrency: 2,
    pollInterval: 100,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
    taskList: {
      quick: async (payload) => void runs.push(String((payload as { name: string }).name)),
      slow: async (payload) => {
        runs.push(String((payload as { name: string }).name));
        await finished;
      },
    },
  });
});
afterEach(async () => {
  gate.open();
  finish();
  await work.stop();
  await pgPool.end();
  gate.close();
});

const add = (task: string, name: string) =>
  app.query("SELECT graphile_worker.add_job($1, json_build_object('name', $2::text), job_key := $2)", [
    task,
    name,
  ]);
const countOf = async (condition: string) => {
  const { rows } = await app.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE ${condition}`,
  );
  return rows[0]!.n;
};

describe("a runner whose database goes away", () => {
  test("goes on with what comes after", async () => {
    await add("quick", "before");
    await until(async () => runs.includes("before"));
    gate.cut();
    await add("quick", "in between");
    await until(async () => (await connectionsOfGate()) === 0);
    gate.open();
    await until(async () => runs.includes("in between"));
    await add("quick", "after");
    await until(async () => runs.includes("after"));
    await until(async () => (await countOf("true")) === 0); // its end is written down after it ran
  });

  test("frees at once the job of a worker that died at its end, and it runs again", async () => {
    await add("slow", "payment");
    await until(async () => runs.length === 1);
    gate.cut();
    finish(); // the worker cannot say that it is done, and dies
    await until(async () => (await connectionsOfGate()) === 0);
    expect(await countOf("locked_by IS NOT NULL")).toBe(1); // for four hours, as far as the queue knows
    gate.open();
    await until(async () => (await countOf("true")) === 0);
    expect(runs).toEqual(["payment", "payment"]);
    expect(work.replacements()).toBeGreaterThan(0);
  });

  test("survives one outage after the other", async () => {
    for (const name of ["first", "second", "third"]) {
      gate.cut();
      await add("quick", name);
      await until(async () => (await connectionsOfGate()) === 0);
      gate.open();
      await until(async () => runs.includes(name));
    }
    await until(async () => (await countOf("locked_by IS NOT NULL")) === 0);
  });

  test("lets the jobs of its other workers finish beside the new runner, once each", async () => {
    await add("slow", "long");
    await until(async () => runs.length === 1);
    gate.cut();
    gate.open(); // an idle worker is sure to lose its connection; the one with the job does not notice
    await add("quick", "beside");
    await until(async () => runs.includes("beside"));
    finish();
    await until(async () => (await countOf("true")) === 0);
    expect(runs.filter((name) => name === "long")).toHaveLength(1);
  });
});

test("a runner that is stopped in an outage ends", async () => {
  gate.cut();
  await until(async () => (await connectionsOfGate()) === 0);
  await work.stop();
  await work.ended;
});

async function connectionsOfGate(): Promise<number> {
  const { rows } = await app.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query ~ 'graphile_worker|LISTEN' AND pid <> pg_backend_pid()",
  );
  return rows[0]!.n;
}
