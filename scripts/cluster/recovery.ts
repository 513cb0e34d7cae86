// Watches web servers and workers beside an event: when each of them last did not do its work.
import { setTimeout as wait } from "node:timers/promises";
import type { DatabaseCluster } from "./database-cluster";
import type { Name, Product } from "./product";

const EVERY_MS = 300;
/**
 * A worker asks for jobs several times a second, or does those that it has: one of whose statements none is so young does not work. One
 * that only asks whether there is a primary again does not either.
 */
const IDLE_S = 3;

export class RecoveryWatch {
  /** The moment, on the monotonic clock, in which a process was last seen not to work. */
  readonly lastBroken = new Map<Name, number>();
  private readonly cluster: DatabaseCluster;
  private readonly product: Product;
  private isOver = false;
  private running: Promise<unknown> | null = null;

  constructor(cluster: DatabaseCluster, product: Product) {
    this.cluster = cluster;
    this.product = product;
  }

  start(): void {
    this.running = Promise.all([this.watchWeb("web1"), this.watchWeb("web2"), this.watchWorkers()]);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** Whether everything works now and has for a second. */
  isWell(): boolean {
    const last = Math.max(0, ...this.lastBroken.values());
    return performance.now() - last > 1000;
  }

  private async watchWeb(name: "web1" | "web2"): Promise<void> {
    while (!this.isOver) {
      if (!(await this.product.isReady(name))) this.lastBroken.set(name, performance.now());
      await wait(EVERY_MS);
    }
  }

  private async watchWorkers(): Promise<void> {
    while (!this.isOver) {
      const working = await this.workingWorkers();
      for (const name of ["worker1", "worker2"] as const)
        if (working && !working.has(name)) this.lastBroken.set(name, performance.now());
      await wait(EVERY_MS);
    }
  }

  /** Null while nobody can be asked: a primary that is back knows no connection of a worker yet, and shows that it does not work. */
  private workingWorkers(): Promise<Set<string> | null> {
    return this.cluster
      .asSuperuser("lending", async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `SELECT DISTINCT application_name AS name FROM pg_stat_activity
            WHERE application_name LIKE 'worker%' AND query NOT LIKE 'SELECT pg_is_in_recovery%'
              AND (state = 'active' OR query_start > clock_timestamp() - make_interval(secs => $1))`,
          [IDLE_S],
        );
        return new Set(rows.map(({ name }) => name));
      })
      .catch(() => null);
  }
}
