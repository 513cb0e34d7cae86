// A PostgreSQL server of a benchmark's own, which keeps what it has acknowledged: nobody's speed is bought with safety.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { asOwner, freePort, startPostgres, type Server } from "../scripts/embedded-postgres";
import { throwAwayFolder } from "../scripts/open-folders";

export const SETTINGS = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "512MB",
  max_wal_size: "8GB",
  checkpoint_timeout: "30min",
  max_connections: "300",
};

export type Durable = { server: Server; port: number; folder: string; stop: () => Promise<void> };

export async function startDurable(): Promise<Durable> {
  const folder = throwAwayFolder("modern-lending-bench");
  const port = await freePort();
  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = await startPostgres({ dataDir: join(folder, "postgres"), port, persistent: false, flags });
  return {
    server,
    port,
    folder,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** As the server itself reports them. */
export async function readSettings(server: Server, database: string): Promise<Record<string, string>> {
  return asOwner(server, database, async (client) => {
    const names = [
      ...["server_version", ...Object.keys(SETTINGS), "wal_sync_method", "jit"],
      "synchronous_standby_names",
    ];
    const { rows } = await client.query<{ name: string; setting: string }>(
      "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)",
      [names],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  });
}
