// What happens to a cluster in the test, each undone at its end. Only processes that the cluster started are touched.
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseCluster } from "./database-cluster";
import type { DatabaseNode } from "./database-node";

export type Event = {
  name: string;
  /** Whether another node takes over only when the leader's lock has run out, about the ttl of 20 s. */
  isBoundByTtl: boolean;
  run: (cluster: DatabaseCluster) => Promise<void>;
};

const PAST_THE_TTL_MS = 32_000;

export const EVENTS: Event[] = [
  {
    name: "kill the primary's postmaster",
    isBoundByTtl: false,
    run: async (cluster) => kill((await leaderOf(cluster)).postmaster()),
  },
  {
    name: "kill Patroni and PostgreSQL of the primary",
    isBoundByTtl: true,
    run: async (cluster) => {
      const node = await leaderOf(cluster);
      await node.patroni.kill();
      kill(node.postmaster());
      await newLeader(cluster, node);
      node.patroni.start();
    },
  },
  {
    name: "freeze PostgreSQL and Patroni of the primary past the ttl",
    isBoundByTtl: true,
    run: async (cluster) => frozen(await leaderOf(cluster), PAST_THE_TTL_MS),
  },
  {
    name: "stop etcd for 20 s",
    isBoundByTtl: false,
    run: async (cluster) => {
      await cluster.etcd.stop();
      await wait(20_000);
      cluster.etcd.start();
    },
  },
  {
    name: "stop the synchronous standby",
    isBoundByTtl: false,
    run: async (cluster) => {
      const node = await standbyOf(cluster);
      await node.stop();
      await wait(3000);
      node.patroni.start();
    },
  },
  {
    name: "freeze the synchronous standby past the ttl",
    isBoundByTtl: true,
    run: async (cluster) => frozen(await standbyOf(cluster), PAST_THE_TTL_MS),
  },
  {
    name: "switch over to the synchronous standby",
    isBoundByTtl: false,
    run: async (cluster) => cluster.switchOver(),
  },
];

async function leaderOf(cluster: DatabaseCluster): Promise<DatabaseNode> {
  const leader = await cluster.leader();
  if (!leader) throw new Error("There is no primary to do anything to.");
  return leader;
}

async function standbyOf(cluster: DatabaseCluster): Promise<DatabaseNode> {
  const standby = await cluster.syncStandby();
  if (!standby) throw new Error("There is no synchronous standby to do anything to.");
  return standby;
}

async function newLeader(cluster: DatabaseCluster, old: DatabaseNode): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const leader = await cluster.leader();
    if (leader && leader !== old) return;
    await wait(200);
  }
  throw new Error(`No node took over from ${old.name} within a minute.`);
}

async function frozen(node: DatabaseNode, ms: number): Promise<void> {
  const pids = [node.patroni.pid!, ...node.processes()];
  for (const pid of pids) signal(pid, "SIGSTOP");
  await wait(ms);
  for (const pid of pids) signal(pid, "SIGCONT");
}

function kill(pid: number | null): void {
  if (pid === null) throw new Error("The server to kill does not run.");
  signal(pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended by itself
  }
}
