// pgBackRest beside the cluster: every node archives into one repository, and at the end a copy is restored from it and compared with
// what the clients were answered.
import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { isRoot } from "../open-folders";
import { userIds } from "../installed-postgres";
import { drill, type DrillReport } from "../restore/drill";
import { environment, until } from "./daemon";
import type { DatabaseCluster } from "./database-cluster";
import type { DatabaseNode } from "./database-node";
import { fillIn } from "./templates";

const PGBACKREST = "/usr/bin/pgbackrest";

export const hasBackups = existsSync(PGBACKREST);

const configOf = (folder: string, node: string) => join(folder, `pgbackrest-${node}.conf`);

/** What a node does with each piece of WAL. */
export function archiveCommandOf(node: string, folder: string): string {
  return `${PGBACKREST} --config=${configOf(folder, node)} --stanza=lending archive-push %p`;
}

/** Makes the repository and a full backup of the primary. */
export async function backUp(cluster: DatabaseCluster): Promise<void> {
  for (const node of cluster.nodes) writeConfig(cluster, node);
  const leader = await cluster.leader();
  if (!leader) throw new Error("There is no primary to back up.");
  backrest(cluster, leader, "stanza-create");
  backrest(cluster, leader, "--type=full", "backup");
}

/** Restores everything that was archived. @param look is asked with the address of the copy */
export async function restoreAll(
  cluster: DatabaseCluster,
  bin: string,
  say: (line: string) => void,
  look: (keys: Set<string>) => void,
): Promise<DrillReport> {
  const leader = await cluster.leader();
  if (!leader) throw new Error("There is no primary whose WAL could be archived.");
  await cluster.asSuperuser("lending", async (client) => {
    const { rows } = await client.query<{ wal: string }>("SELECT pg_walfile_name(pg_switch_wal()) AS wal");
    await until("the last WAL in the repository", async () => {
      const { rows: found } = await client.query<{ last: string | null }>(
        "SELECT last_archived_wal AS last FROM pg_stat_archiver",
      );
      return (found[0]!.last ?? "") >= rows[0]!.wal;
    });
  });
  return drill({
    ...{ config: configOf(cluster.folder, leader.name), stanza: "lending", database: "lending" },
    ...{ bin, pgbackrest: PGBACKREST, say },
    look: async (url) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ key: string }>(
        "SELECT idempotency_key AS key FROM repayments UNION ALL SELECT idempotency_key FROM investments",
      );
      await client.end();
      look(new Set(rows.map(({ key }) => key)));
    },
  });
}

function writeConfig(cluster: DatabaseCluster, node: DatabaseNode): void {
  const place = (name: string) => {
    const path = join(cluster.folder, name);
    mkdirSync(path, { recursive: true });
    const owner = isRoot ? userIds() : undefined;
    if (owner) chownSync(path, owner.uid, owner.gid);
    return path;
  };
  writeFileSync(
    configOf(cluster.folder, node.name),
    fillIn("pgbackrest.conf", {
      REPO: place("backups"),
      LOG: place("backup-logs"),
      SPOOL: place(`backup-spool-${node.name}`),
      LOCK: place(`backup-lock-${node.name}`),
      DATA: node.dataDir,
      POSTGRES_PORT: node.port,
      SOCKETS: join(cluster.folder, node.name),
    }),
  );
}

function backrest(cluster: DatabaseCluster, node: DatabaseNode, ...args: string[]): void {
  try {
    execFileSync(
      PGBACKREST,
      [`--config=${configOf(cluster.folder, node.name)}`, "--stanza=lending", ...args],
      {
        stdio: "pipe",
        encoding: "utf8",
        cwd: cluster.folder,
        env: environment(),
        ...(isRoot && userIds()),
      },
    );
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`pgBackRest ${args.at(-1)} failed: ${`${stdout}${stderr}`.trim().slice(-600)}`, {
      cause: error,
    });
  }
}
