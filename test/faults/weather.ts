// Everything that is done to the ledger. Each fault ends by itself and leaves a server that works.
import pg from "pg";
import type { Fate } from "./proxy";
import type { Posters } from "./posters";
import { pause, type KillableServer } from "./server";

export type Scene = {
  server: KillableServer;
  database: string;
  posters: Posters;
  random: () => number;
  /** What lasts, lasts so many times as long. */
  pace: number;
  /** Starts one more process that posts. */
  startPoster: () => Promise<unknown>;
  /** What happens to calls on the road through the proxy. */
  setFate: (fate: () => Fate) => void;
  /** Ends the connections that stall on that road. */
  repair: () => void;
};

export type Fault = (scene: Scene) => Promise<void>;

const LOSSES: Fate[] = [
  "pass",
  "pass",
  "pass",
  "cut-after",
  "cut-after",
  "cut-end",
  "cut-midway",
  "cut-before",
  "stall",
];

export const FAULTS: Record<string, Fault> = {
  "kill the postmaster": async ({ server, random, pace }) => {
    await server.kill();
    await pause(random() * 500 * pace);
    await server.start();
  },
  "kill a backend": async (scene) => {
    const [pid] = await backends(scene);
    if (pid) process.kill(pid, "SIGKILL"); // the postmaster then throws all out and recovers
    await pause(50);
    await scene.server.accepts();
  },
  "end all backends": async ({ server, database }) => {
    await server.asOwner(database, (client) => client.query(END_BACKENDS));
  },
  "kill a client": async ({ posters, random, startPoster }) => {
    posters.signal(one(posters.alive(), random), "SIGKILL");
    await startPoster();
  },
  "stop a client": async ({ posters, random, pace }) => {
    const pid = one(posters.alive(), random);
    posters.signal(pid, "SIGSTOP");
    await pause((500 + random() * 1500) * pace);
    posters.signal(pid, "SIGCONT");
  },
  "stop a backend": async (scene) => {
    await stopped((await backends(scene)).slice(0, 1), (500 + scene.random() * 2000) * scene.pace);
  },
  "stop the server": async (scene) => {
    await stopped(
      [scene.server.postmaster()!, ...(await backends(scene))],
      (1000 + scene.random() * 2000) * scene.pace,
    );
  },
  "lose answers": async ({ random, setFate, repair, pace }) => {
    setFate(() => one(LOSSES, random));
    await pause((1000 + random() * 1000) * pace);
    setFate(() => "pass");
    repair();
  },
  "hold the cash account": async ({ server, database, random, pace }) => {
    await server.asOwner(database, async (client) => {
      await client.query("BEGIN");
      await client.query(
        "SELECT 1 FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = 'cash' FOR UPDATE OF b",
      );
      await pause((800 + random() * 1500) * pace);
      await client.query("ROLLBACK");
    });
  },
  "cancel statements": async ({ server, database }) => {
    for (let n = 0; n < 20; n++) {
      await server.asOwner(database, (client) => client.query(CANCEL_STATEMENTS));
      await pause(30);
    }
  },
  "time out statements": async ({ server, database, pace }) => {
    const set = (value: string) =>
      server.asOwner(database, (client) =>
        client.query(`ALTER ROLE modern_lending_app SET statement_timeout = '${value}'`),
      );
    await set("5ms");
    await server.asOwner(database, (client) => client.query(END_BACKENDS));
    await pause(1000 * pace);
    await set("0");
    await server.asOwner(database, (client) => client.query(END_BACKENDS));
  },
  "take all connections": async ({ server, database, pace }) => {
    const taken: pg.Client[] = [];
    const take = async () => {
      const client = new pg.Client({ connectionString: server.url(database) });
      client.on("error", () => {});
      await client.connect();
      taken.push(client);
    };
    const takeAll = async () => {
      for (;;) if ((await take().catch((error: { code?: string }) => error.code)) !== undefined) return;
    };
    await takeAll();
    await server.asOwner(database, (client) => client.query(`${END_BACKENDS} AND query LIKE '%ledger.%'`));
    await takeAll();
    await pause(1000 * pace);
    await Promise.all(taken.map((client) => client.end().catch(() => {})));
  },
};

/** Too slow for the short version. */
export const SLOW_FAULTS: Record<string, Fault> = {
  "leave callers hanging": async ({ server, database, setFate, repair }) => {
    setFate(() => "stall"); // those who hold the account in a transaction never end it
    await pause(1000);
    setFate(() => "pass");
    await server.asOwner(database, async (client) => {
      await client.query(`SET statement_timeout = ${MOST_HELD_MS}`);
      await client.query(
        "SELECT 1 FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = 'cash' FOR UPDATE OF b",
      );
    });
    repair();
  },
};

const MOST_HELD_MS = 90_000; // the limit of lib/db.ts, and those who wait in front
const OF_POSTERS = "datname = current_database() AND usename = 'modern_lending_app'";
const END_BACKENDS = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OF_POSTERS}`;
const CANCEL_STATEMENTS = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE ${OF_POSTERS} AND state <> 'idle'`;

/** Those that are at work first. */
async function backends({ server, database }: Scene): Promise<number[]> {
  const { rows } = await server.asOwner(database, (client) =>
    client.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE ${OF_POSTERS} ORDER BY state = 'active' DESC, random()`,
    ),
  );
  return rows.map(({ pid }) => pid);
}

async function stopped(pids: number[], ms: number) {
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // it has gone by itself
      }
    }
  };
  signal("SIGSTOP");
  await pause(ms);
  signal("SIGCONT");
}

function one<T>(list: T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!;
}
