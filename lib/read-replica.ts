// Reports, statistics and exports from a standby, so that they do not hold up payments. Nothing that a decision depends on is read
// here, and nothing older than what was committed when the reading began: it waits for the standby, or reads from the primary.
import { connection, LIMITS, LONG_READ_MS } from "@/lib/connection-limits";
import { allowLongStatements, connect, db, reads, type Tx } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { isTransient, transientCode } from "@/lib/transient-errors";

/** A standby that is further behind is left out at once. In bytes: the time since it last replayed grows on an idle primary. */
const MOST_BEHIND_BYTES = 16 * 1024 * 1024;
const MOST_WAIT_MS = 1000;
const LOOK_AGAIN_MS = 5;
/** One that could not be used is not asked again for so long. */
const LEFT_OUT_MS = 5000;
const MOST_WAIT_FOR_CONNECTION_MS = 2000;

class NotUpToDate extends Error {}

const kept = globalThis as { __modernLendingReplica?: ReturnType<typeof connect> };
const replica = env.READ_DATABASE_URL
  ? (kept.__modernLendingReplica ??= connect(connection(LIMITS, env.READ_DATABASE_URL)))
  : null;
let leftOutUntil = 0;

/**
 * Runs `work` on the standby of READ_DATABASE_URL once that has everything that is committed now; on the primary where there is no
 * standby, or it is away or too far behind. Wherever `work` asks `db`, it asks one transaction of the standby.
 *
 * @param work only reads: the standby refuses a write, and it may run a second time
 */
export async function onReplica<T>(work: () => Promise<T>): Promise<T> {
  if (!isUsed(replica)) return work();
  return fromStandby(
    replica,
    (tx) => reads.run(tx, work),
    () => work(),
  );
}

/**
 * Reads from one snapshot, of which nothing that is written after it began is part: on the standby as `onReplica`, or on the primary.
 *
 * @param work may run a second time: a standby may end a reading that holds up what it has to replay
 */
export async function inSnapshot<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const onPrimary = () =>
    db.$transaction(
      async (tx) => {
        await allowLongStatements(tx);
        return work(tx);
      },
      { isolationLevel: "RepeatableRead", timeout: LONG_READ_MS },
    );
  if (!isUsed(replica)) return onPrimary();
  const onStandby = async (tx: Tx) => {
    // The snapshot that waited is older than what it waited for, so another begins, on this connection.
    await tx.$executeRaw`COMMIT`;
    await tx.$executeRaw`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`;
    await allowLongStatements(tx);
    return work(tx);
  };
  return fromStandby(replica, onStandby, onPrimary);
}

type Replica = NonNullable<typeof replica>;

function isUsed(standby: Replica | null): standby is Replica {
  return standby !== null && reads.getStore() === undefined && performance.now() >= leftOutUntil;
}

async function fromStandby<T>(
  standby: Replica,
  read: (tx: Tx) => Promise<T>,
  onPrimary: () => Promise<T>,
): Promise<T> {
  const position = await currentPosition();
  try {
    return await standby.$transaction(
      async (tx) => {
        await waitFor(tx, position);
        return read(tx);
      },
      { timeout: LONG_READ_MS, maxWait: MOST_WAIT_FOR_CONNECTION_MS },
    );
  } catch (error) {
    const isOfWork =
      !(error instanceof NotUpToDate) && (!isTransient(error) || transientCode(error) === "25006");
    if (isOfWork) throw error;
    leftOutUntil = performance.now() + LEFT_OUT_MS;
    log.warn(
      { reason: (error as Error).message },
      "the standby is left out, and its reading is done on the primary",
    );
    return onPrimary();
  }
}

/** The same for a long list: each of its parts by itself, so that no transaction stays open while somebody downloads it. */
export async function* eachOnReplica<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  const iterator = parts[Symbol.asyncIterator]();
  for (;;) {
    const part = await onReplica(() => iterator.next());
    if (part.done) return;
    yield part.value;
  }
}

/**
 * What a reading needs brought up to date before it goes on, such as sums that are kept: done on the primary, and the reading sees it.
 * Outside of a reading it is simply done.
 */
export async function onPrimaryFirst<T>(work: () => Promise<T>): Promise<T> {
  const tx = reads.getStore();
  if (tx === undefined) return work();
  return reads.run(undefined, async () => {
    const done = await work();
    await waitFor(tx, await currentPosition());
    return done;
  });
}

/** Bytes of WAL that the standby has not replayed; null where there is none, or it does not answer. */
export async function replicaLag(): Promise<number | null> {
  if (replica === null) return null;
  try {
    return (await lagBehind(replica, await currentPosition())) ?? 0;
  } catch (error) {
    if (isTransient(error)) return null;
    throw error;
  }
}

/** Asked after a COMMIT, it is behind the commit's record; asked inside of the transaction it would be before it. */
async function currentPosition(): Promise<string> {
  const [row] = await db.$queryRaw<{ position: string }[]>`SELECT pg_current_wal_lsn()::text AS position`;
  return row!.position;
}

async function waitFor(tx: Tx, position: string): Promise<void> {
  for (const end = performance.now() + MOST_WAIT_MS; ;) {
    const lag = await lagBehind(tx, position);
    if (lag === null || lag <= 0) return;
    if (lag > MOST_BEHIND_BYTES || performance.now() > end)
      throw new NotUpToDate(`the standby is ${lag} bytes of WAL behind`);
    await new Promise((later) => setTimeout(later, LOOK_AGAIN_MS));
  }
}

/** Null on a primary, where a way to standbys leads while there is none: it has everything. */
async function lagBehind(on: Pick<Tx, "$queryRaw">, position: string): Promise<number | null> {
  const [row] = await on.$queryRaw<{ lag: number | null }[]>`
    SELECT CASE WHEN pg_is_in_recovery()
      THEN greatest(pg_wal_lsn_diff(${position}::pg_lsn, pg_last_wal_replay_lsn()), 0)::float8 END AS lag`;
  return row!.lag;
}
