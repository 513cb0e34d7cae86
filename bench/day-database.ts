// Where bench/day.ts runs its day: on one durable server, or on the cluster of `npm run cluster` with the same settings. Either one is
// the newest PostgreSQL that is installed, where they are compared: a cluster needs Debian's.
import { join } from "node:path";
import { DatabaseCluster } from "../scripts/cluster/database-cluster";
import { findPrograms, installedPostgres } from "../scripts/cluster/packages";
import { allowAppLogin, ensureDatabase, type Server } from "../scripts/embedded-postgres";
import { SETTINGS, startDurable } from "./durable-server";

export type DayDatabase = {
  server: Server;
  database: string;
  folder: string;
  /** The connection strings of the product's processes. */
  env: Record<string, string>;
  /** @param migrate runs the migrations of the checkout */
  prepare: (migrate: () => Promise<unknown>) => Promise<void>;
  stop: () => Promise<void>;
};

/** @param isInstalled Debian's PostgreSQL instead of that from npm */
export async function oneServer({ isInstalled = false } = {}): Promise<DayDatabase> {
  const database = "bench_day";
  const bin = isInstalled ? installedPostgres() : undefined;
  if (bin) process.env.POSTGRES_BIN = bin;
  const { server, folder, stop } = await startDurable();
  return {
    ...{ server, database, folder, stop },
    env: { DATABASE_URL: server.appUrl(database), MIGRATION_DATABASE_URL: server.ownerUrl(database) },
    prepare: async (migrate) => {
      await ensureDatabase(server, database);
      await migrate();
      await allowAppLogin(server);
    },
  };
}

/** People pay through PgBouncer; the worker works past it. Each COMMIT waits for the disk of the primary and of one standby. */
export async function clusterOfThree(): Promise<DayDatabase> {
  const cluster = await startDurableCluster();
  const server: Server = {
    ownerUrl: (database) => cluster.superuserUrl(database),
    appUrl: () => cluster.poolerUrl(),
    stop: () => cluster.stop(),
    ended: new Promise<void>(() => {}),
  };
  return {
    ...{ server, database: "lending", folder: join(cluster.folder), stop: () => cluster.stop() },
    env: {
      DATABASE_URL: cluster.poolerUrl(),
      WORKER_DATABASE_URL: cluster.directUrl(),
      MIGRATION_DATABASE_URL: cluster.ownerUrl(),
    },
    prepare: async () => {}, // the cluster starts with a migrated database
  };
}

/** A cluster whose servers have the memory and the checkpoints of the single durable server. */
export async function startDurableCluster(): Promise<DatabaseCluster> {
  const { shared_buffers, max_wal_size, checkpoint_timeout } = SETTINGS;
  const cluster = await DatabaseCluster.create(findPrograms("This benchmark"), {
    sharedBuffers: shared_buffers,
  });
  try {
    await cluster.start(() => {});
    await cluster.set({ max_wal_size, checkpoint_timeout });
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
