// Posters at work, faults one after the other, and a verdict after each.
import type pg from "pg";
import type { Story } from "./journal";
import { Posters } from "./posters";
import { startProxy, type Fate } from "./proxy";
import { OWED, randomFrom } from "./requests";
import { FORGETFUL, pause, type KillableServer } from "./server";
import { judge, postedOn, resolve, sumOf, type Verdict } from "./verdict";
import { FAULTS, type Fault, type Scene } from "./weather";

export type Load = { processes: number; inFlight: number; pauseMs: number };

export type Report = {
  faults: Record<string, number>;
  acknowledged: number;
  /** Keys whose end was not known until they were asked again. */
  resolved: number;
  /** Deadlocks that the server counted, since its last crash. */
  deadlocks: number;
  /** The first verdict that is not clean, and after which fault; else the last one. */
  verdict: Verdict & { after: string };
};

/**
 * @param faults names of what happens, in this order; with none the posters only work for `calmMs`
 */
export async function storm(options: {
  server: KillableServer;
  database: string;
  seed: number;
  load: Load;
  faults: string[];
  /** Faults of one place only, by name. */
  more?: Record<string, Fault>;
  calmMs: number;
  /** How long what lasts lasts: 1 in the long run. */
  pace?: number;
  say?: (line: string) => void;
}): Promise<Report> {
  const { server, database, seed, load, faults, more = {}, calmMs, pace = 1, say = () => {} } = options;
  await server.createDatabase(database);
  await server.asOwner(database, openAccounts);
  const random = randomFrom(seed);
  let fate: () => Fate = () => "pass";
  const proxy = await startProxy(server.port, () => fate());
  const posters = new Posters(seed);
  let started = 0;
  const startPoster = () =>
    posters.start({ ...load, url: server.url(database, started++ % 2 === 0 ? proxy.port : server.port) });
  const scene: Scene = {
    server,
    database,
    posters,
    random,
    pace,
    startPoster,
    setFate: (next) => (fate = next),
    repair: () => proxy.repair(),
  };
  const report = { faults: {} as Record<string, number>, resolved: 0 };
  const look = async (after: string, isFinal: boolean): Promise<Verdict & { after: string }> => {
    const stories = posters.read();
    const verdict = await server.asOwner(database, async (client) => {
      await client.query("SELECT ledger.seal()"); // as the scheduled job does, so that the chain goes through it all
      report.resolved += await resolve(client, unknownOf(stories, posters, isFinal));
      return judge(client, stories, isFinal);
    });
    say(
      `${after}: ${verdict.acknowledged} acknowledged, ${isClean(verdict) ? "clean" : JSON.stringify(verdict)}`,
    );
    return { ...verdict, after };
  };
  try {
    await Promise.all(Array.from({ length: load.processes }, startPoster));
    await pause(calmMs);
    for (const name of faults) {
      await (more[name] ?? FAULTS[name]!)(scene);
      report.faults[name] = (report.faults[name] ?? 0) + 1;
      await pause(calmMs * random());
      const verdict = await look(name, false);
      if (!isClean(verdict)) return finish(verdict);
    }
    await posters.finish();
    await quiet(server, database);
    return finish(await look("the end", true));
  } finally {
    await posters.destroy();
    await proxy.close();
  }

  async function finish(verdict: Report["verdict"]): Promise<Report> {
    const [booked, deadlocks] = await server.asOwner(database, async (client) => [
      await postedOn("cash", client),
      (
        await client.query<{ n: number }>(
          "SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()",
        )
      ).rows[0]!.n,
    ]);
    const summed = sumOf("cash", posters.stories);
    if (isClean(verdict) && booked !== summed)
      verdict.broken.push(`cash is ${booked} in the books, and what was acknowledged comes to ${summed}`);
    return { ...report, acknowledged: verdict.acknowledged, deadlocks: Number(deadlocks), verdict };
  }
}

export function isClean({ lost, different, strangers, broken }: Verdict): boolean {
  return [lost, different, strangers, broken].every(({ length }) => length === 0);
}

/** Keys that callers left in doubt, and those that were open when their process died. */
function unknownOf(stories: Map<string, Story>, posters: Posters, isFinal: boolean): Story[] {
  const alive = new Set(posters.aliveNames());
  return [...stories].flatMap(([key, story]) => {
    const isOver = isFinal || !alive.has(key.split(":")[0]!);
    return story.told === "unknown" || (story.told === "open" && isOver) ? [story] : [];
  });
}

/**
 * The test of the test: a server that acknowledges before it has written, killed once, must be caught. The power cannot
 * be cut here, but what a server holds in its own memory dies with it.
 *
 * @returns the verdict, which must not be clean
 */
export async function control(options: {
  server: KillableServer;
  database: string;
  seed: number;
  load: Load;
  calmMs: number;
}): Promise<Verdict> {
  const { server, database, seed, load, calmMs } = options;
  await server.stop();
  await server.start(FORGETFUL);
  await server.createDatabase(database);
  await server.asOwner(database, openAccounts);
  await server.asOwner(database, (client) => client.query("CHECKPOINT")); // the accounts are there in any case
  const posters = new Posters(seed);
  try {
    await Promise.all(
      Array.from({ length: load.processes }, () => posters.start({ ...load, url: server.url(database) })),
    );
    await pause(calmMs);
    await server.kill();
    await posters.destroy({ keepNotes: true });
    await server.start(FORGETFUL);
    return await server.asOwner(database, (client) => judge(client, posters.read(), false));
  } finally {
    await posters.destroy();
    await server.stop(); // what it wrote is not to be trusted
  }
}

async function openAccounts(client: pg.Client) {
  await client.query(
    `SELECT ledger.open_accounts($1::text[], $1::text[], array_fill(-1::smallint, ARRAY[$2::int]), array_fill(''::text, ARRAY[$2::int]),
       array_fill('USD'::text, ARRAY[$2::int]), array_fill(2::smallint, ARRAY[$2::int]))`,
    [OWED, OWED.length],
  );
}

/** Waits for backends that still work on calls whose callers have gone. */
async function quiet(server: KillableServer, database: string) {
  for (;;) {
    const { rows } = await server.asOwner(database, (client) =>
      client.query<{ n: number }>(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'modern_lending_app'",
      ),
    );
    if (rows[0]!.n === 0) return;
    await pause(50);
  }
}
