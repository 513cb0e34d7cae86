import type { DatabaseCluster } from "./database-cluster";
import type { Product } from "./product";

/** What `npm run cluster` shows: one line for each process, and what to do with it. */
export async function statusOf(cluster: DatabaseCluster, product: Product): Promise<string[]> {
  const nodes = await Promise.all(
    cluster.nodes.map(async (node) => {
      const state = await node.state();
      const role = state?.isLeader ? "primary" : state?.isSync ? "synchronous standby" : "standby";
      const words = state
        ? `${role}, ${state.state}, timeline ${state.timeline ?? "?"}`
        : "Patroni does not answer";
      const pids = [
        node.patroni.pid && `Patroni ${node.patroni.pid}`,
        node.postmaster() && `PostgreSQL ${node.postmaster()}`,
      ];
      return line(`PostgreSQL ${node.name}`, `${words}`, pids.filter(Boolean).join(", "));
    }),
  );
  const daemons = [cluster.etcd, cluster.haproxy, cluster.pooler].map((daemon) =>
    line(daemon.name, daemon.isRunning() ? "running" : "ended", daemon.pid ? `process ${daemon.pid}` : ""),
  );
  const webs = await Promise.all(
    (["web1", "web2"] as const).map(async (name) =>
      line(
        name,
        (await product.isReady(name)) ? "ready" : product.isRunning(name) ? "not ready" : "ended",
        `port ${product.portOf(name)}`,
      ),
    ),
  );
  const workers = (["worker1", "worker2"] as const).map((name) =>
    line(name, product.isRunning(name) ? "running" : "ended", ""),
  );
  return [
    `Modern Lending on a cluster: ${product.env.APP_URL}`,
    "",
    ...nodes,
    ...daemons,
    ...webs,
    ...workers,
    "",
    "Kill a process by its number and see what happens; Ctrl-C stops everything. Logs and configuration:",
    cluster.folder,
  ];
}

function line(name: string, state: string, detail: string): string {
  return `${name.padEnd(16)} ${state.padEnd(44)} ${detail}`.trimEnd();
}
