// A queue's runner that is replaced when it no longer works. graphile-worker's workers end one by one when the database goes away
// while they take or finish a job, and the runner ends when a minute of the timetable passes in an outage; the process would look
// alive and do nothing.
import { EventEmitter } from "node:events";
import { run, type RunnerOptions, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import { log } from "@/lib/log";
import { isTransient } from "@/lib/transient-errors";

const PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 1000;

type Options = Omit<RunnerOptions, "events"> & { pgPool: pg.Pool };

type Round = {
  runner: Awaited<ReturnType<typeof run>>;
  workerIds: string[];
  /** Those of them that ended in the middle of a job. */
  deadIds: string[];
  /** Resolves with the reason when it has to be replaced. */
  broken: Promise<unknown>;
};

export type Work = {
  /** Ends when it was stopped; rejects with what no later try will change. */
  ended: Promise<void>;
  /** Takes no new job and finishes those that run. */
  stop: () => Promise<void>;
  /** Gives the jobs that run back to the queue, for another process. */
  handBack: () => Promise<void>;
  /** How often the runner was replaced since the start. */
  replacements: () => number;
};

/**
 * Works off the queue until it is stopped, whatever happens to the database.
 *
 * @throws what the first runner could not start with
 */
export async function keepWorking(options: Options): Promise<Work> {
  const { pgPool } = options;
  const all: string[] = [];
  const leaving = new Set<Promise<unknown>>();
  let replaced = 0;
  let isStopping = false;
  let announceStop = () => {};
  const stopping = new Promise<void>((resolve) => (announceStop = resolve));
  let round = await begin(options, all);

  async function loop(): Promise<void> {
    for (;;) {
      const reason = await Promise.race([round.broken, stopping]);
      if (isStopping) return;
      const since = performance.now();
      if (isTransient(reason))
        log.warn({ err: reason }, "the queue's runner lost the database and is replaced");
      else log.error({ err: reason }, "the queue's runner ended and is replaced");
      const left = leave(round, pgPool, () => isStopping).finally(() => leaving.delete(left));
      leaving.add(left);
      const next = await beginAgain();
      if (next === null) return;
      round = next;
      replaced++;
      const seconds = Math.round((performance.now() - since) / 100) / 10;
      log.warn({ seconds }, "the queue is worked off again");
    }
  }

  async function beginAgain(): Promise<Round | null> {
    for (let pause = PAUSE_MS; !isStopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await requireWrites(pgPool);
        return await begin(options, all);
      } catch (error) {
        if (!isTransient(error)) throw error;
        await sleep(pause);
      }
    }
    return null;
  }

  const ended = loop();
  ended.catch(() => {}); // whoever waits for it hears of it
  return {
    ended,
    stop: async () => {
      isStopping = true;
      announceStop();
      await ended.catch(() => {}); // a runner that is being started is ready then
      await Promise.all([round.runner.stop().catch(() => {}), ...leaving]); // it may have stopped already
    },
    handBack: () => unlock(pgPool, all),
    replacements: () => replaced,
  };
}

async function begin(options: Options, all: string[]): Promise<Round> {
  const events = new EventEmitter() as WorkerEvents;
  const workerIds: string[] = [];
  const deadIds: string[] = [];
  events.on("worker:create", ({ worker }) => {
    workerIds.push(worker.workerId);
    all.push(worker.workerId);
  });
  const failed = new Promise<unknown>((resolve) => {
    events.on("worker:fatalError", ({ worker, error }) => {
      deadIds.push(worker.workerId);
      resolve(error);
    });
    // It may have been given a job without hearing of it, which would stay locked.
    events.on("worker:getJob:error", ({ error }) => resolve(error));
  });
  const runner = await run({ ...options, events });
  const over = runner.promise.then(
    () => new Error("The queue's runner stopped by itself."),
    (error: unknown) => error,
  );
  return { runner, workerIds, deadIds, broken: Promise.race([failed, over]) };
}

/**
 * Lets a broken runner finish the jobs that still run, beside the new one, and frees what its workers had locked: the job of a
 * worker that died is done or has failed without the queue having heard of it, and goes to the next worker at once.
 */
async function leave({ runner, workerIds, deadIds }: Round, pgPool: pg.Pool, isStopping: () => boolean) {
  const finished = runner.stop().catch(() => {}); // it may have stopped already
  await unlockPatiently(pgPool, deadIds, isStopping);
  await finished;
  await unlockPatiently(pgPool, workerIds, isStopping);
}

/** Until the database is back; a process that stops tries once. */
async function unlockPatiently(
  pgPool: pg.Pool,
  workerIds: string[],
  isStopping: () => boolean,
): Promise<void> {
  for (let pause = PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await unlock(pgPool, workerIds);
    } catch (error) {
      if (isStopping() || !isTransient(error))
        return log.error({ err: error }, "jobs of dead workers stay locked for four hours");
      await sleep(pause);
    }
  }
}

async function unlock(pgPool: pg.Pool, workerIds: string[]): Promise<void> {
  if (workerIds.length === 0) return;
  await pgPool.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [workerIds]);
}

/** @throws what counts as transient while the server is a standby: one that will be the primary answers before it takes writes */
async function requireWrites(pgPool: pg.Pool): Promise<void> {
  const { rows } = await pgPool.query<{ isReadOnly: boolean }>(`SELECT pg_is_in_recovery() AS "isReadOnly"`);
  if (rows[0]!.isReadOnly) throw Object.assign(new Error("The database is read-only."), { code: "25006" });
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
