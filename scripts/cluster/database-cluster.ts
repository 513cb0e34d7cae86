// Three PostgreSQL nodes under Patroni, etcd, HAProxy and PgBouncer on the loopback address, from the files of deploy/.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import pg from "pg";
import { applyMigrations } from "../../prisma/apply-migrations";
import { freePorts } from "../embedded-postgres";
import { isRoot, throwAwayFolder } from "../open-folders";
import { userIds } from "../installed-postgres";
import { Daemon, environment, until } from "./daemon";
import { DatabaseNode } from "./database-node";
import type { Programs } from "./packages";
import { fillIn } from "./templates";

const DATABASE = "lending";
const APP_ROLE = "modern_lending_app";
const password = () => randomBytes(12).toString("hex");

type Say = (line: string) => void;

type Options = {
  /** What a node does with each piece of its WAL. */
  archiveCommandOf?: ((node: string, folder: string) => string) | undefined;
  sharedBuffers?: string;
};

export class DatabaseCluster {
  readonly folder: string;
  readonly nodes: DatabaseNode[];
  readonly etcd: Daemon;
  readonly haproxy: Daemon;
  readonly pooler: Daemon;
  readonly webPorts: [number, number];
  readonly peoplePort: number;
  private readonly primaryPort: number;
  private readonly replicaPort: number;
  private readonly poolerPort: number;
  private readonly programs: Programs;
  private readonly passwords = {
    superuser: password(),
    replication: password(),
    rewind: password(),
    app: password(),
  };

  private constructor(
    programs: Programs,
    ports: number[],
    { archiveCommandOf = () => "/bin/true", sharedBuffers = "64MB" }: Options,
  ) {
    const take = () => ports.shift()!;
    this.programs = programs;
    this.folder = throwAwayFolder("modern-lending-cluster");
    const etcdPort = take();
    this.etcd = this.newEtcd(etcdPort, take());
    this.nodes = ["n1", "n2", "n3"].map(
      (name) =>
        new DatabaseNode({
          name,
          folder: this.folder,
          programs,
          port: take(),
          restPort: take(),
          etcdPort,
          archiveCommand: archiveCommandOf(name, this.folder),
          sharedBuffers,
          passwords: this.passwords,
        }),
    );
    [this.primaryPort, this.replicaPort, this.poolerPort, this.peoplePort] = [take(), take(), take(), take()];
    this.webPorts = [take(), take()];
    this.haproxy = this.newHaproxy();
    this.pooler = this.newPooler();
  }

  /** Its files and ports; nothing runs yet. */
  static async create(programs: Programs, options: Options = {}): Promise<DatabaseCluster> {
    return new DatabaseCluster(programs, await freePorts(14), options);
  }

  private newEtcd(clientPort: number, peerPort: number): Daemon {
    const data = join(this.folder, "etcd");
    this.ownFolder(data);
    const env = fillIn("etcd.env", {
      NODE: "etcd1",
      DATA: data,
      ADDRESS: "127.0.0.1",
      CLIENT_PORT: clientPort,
      PEER_PORT: peerPort,
      MEMBERS: `etcd1=http://127.0.0.1:${peerPort}`,
    });
    return new Daemon(
      "etcd",
      [this.programs.etcd],
      join(this.folder, "etcd.log"),
      parseEnv(env) as Record<string, string>,
    );
  }

  private newHaproxy(): Daemon {
    const file = join(this.folder, "haproxy.cfg");
    const [n1, n2, n3] = this.nodes as [DatabaseNode, DatabaseNode, DatabaseNode];
    writeFileSync(
      file,
      fillIn("haproxy.cfg", {
        ADDRESS: "127.0.0.1",
        PRIMARY_PORT: this.primaryPort,
        REPLICA_PORT: this.replicaPort,
        WEB_PORT: this.peoplePort,
        N1: `127.0.0.1:${n1.port}`,
        N1_REST: n1.restPort,
        N2: `127.0.0.1:${n2.port}`,
        N2_REST: n2.restPort,
        N3: `127.0.0.1:${n3.port}`,
        N3_REST: n3.restPort,
        WEB1: `127.0.0.1:${this.webPorts[0]}`,
        WEB2: `127.0.0.1:${this.webPorts[1]}`,
      }),
    );
    return new Daemon(
      "HAProxy",
      [this.programs.haproxy, "-db", "-f", file],
      join(this.folder, "haproxy.log"),
    );
  }

  private newPooler(): Daemon {
    const [file, users] = [join(this.folder, "pgbouncer.ini"), join(this.folder, "users.txt")];
    writeFileSync(users, `"${APP_ROLE}" "${this.passwords.app}"\n`, { mode: 0o600 });
    this.own(users);
    writeFileSync(
      file,
      fillIn("pgbouncer.ini", {
        DATABASE,
        ADDRESS: "127.0.0.1",
        PRIMARY_PORT: this.primaryPort,
        POOLER_PORT: this.poolerPort,
        USERS: users,
      }),
    );
    return new Daemon("PgBouncer", [this.programs.pgbouncer, file], join(this.folder, "pgbouncer.log"));
  }

  /** Starts all of it with a migrated database. Whoever is interrupted before it is ready stops what runs already. */
  async start(say: Say): Promise<void> {
    say("etcd");
    this.etcd.start();
    const [first, ...others] = this.nodes as [DatabaseNode, ...DatabaseNode[]];
    say("PostgreSQL n1");
    first.patroni.start();
    await until("a primary", () => first.isPrimary()).catch((error: Error) => {
      throw new Error(`${error.message}\n${first.patroni.lastWords()}`);
    });
    say("PostgreSQL n2 and n3");
    for (const node of others) node.patroni.start();
    this.haproxy.start();
    await until("a synchronous standby", () => this.hasSyncStandby(), 90_000);
    await until("the way to the primary", () => this.isWritable());
    say("database and migrations");
    await this.asSuperuser("postgres", async (client) => {
      await client.query(`CREATE ROLE lending_owner LOGIN CREATEROLE PASSWORD '${this.passwords.app}'`);
      await client.query(`CREATE DATABASE ${DATABASE} OWNER lending_owner`);
    });
    await applyMigrations(this.ownerUrl());
    await this.asSuperuser(DATABASE, (client) =>
      client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '${this.passwords.app}'`),
    );
    say("PgBouncer");
    this.pooler.start();
    await until("the way through PgBouncer", () => canConnect(this.poolerUrl()));
  }

  /** For web servers: through PgBouncer and HAProxy to the primary. */
  poolerUrl(): string {
    return `postgresql://${APP_ROLE}:${this.passwords.app}@127.0.0.1:${this.poolerPort}/${DATABASE}`;
  }

  /** For worker and tools: through HAProxy to the primary. */
  directUrl(): string {
    return `postgresql://${APP_ROLE}:${this.passwords.app}@127.0.0.1:${this.primaryPort}/${DATABASE}`;
  }

  /** For reports: through HAProxy to the standbys. */
  replicaUrl(): string {
    return `postgresql://${APP_ROLE}:${this.passwords.app}@127.0.0.1:${this.replicaPort}/${DATABASE}`;
  }

  /** For migrations. */
  ownerUrl(): string {
    return `postgresql://lending_owner:${this.passwords.app}@127.0.0.1:${this.primaryPort}/${DATABASE}`;
  }

  superuserUrl(database = DATABASE): string {
    return `postgresql://postgres:${this.passwords.superuser}@127.0.0.1:${this.primaryPort}/${database}`;
  }

  async asSuperuser<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      connectionString: this.superuserUrl(database),
      connectionTimeoutMillis: 5000, // one that HAProxy holds goes to a server that is gone
    });
    client.on("error", () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Settings of PostgreSQL that need no restart, on every node: `patronictl edit-config`. */
  async set(parameters: Record<string, string>): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.nodes[0]!.restPort}/config`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ postgresql: { parameters } }),
    });
    if (!answer.ok) throw new Error(`Patroni refused the settings: ${answer.status} ${await answer.text()}`);
    const wanted = Object.entries(parameters);
    await until("the settings", () =>
      this.asSuperuser(DATABASE, async (client) => {
        const { rows } = await client.query<{ name: string; setting: string }>(
          "SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)",
          [wanted.map(([name]) => name)],
        );
        return wanted.every(([name, value]) => rows.find((row) => row.name === name)?.setting === value);
      }),
    );
  }

  async leader(): Promise<DatabaseNode | null> {
    for (const node of this.nodes) if (await node.isPrimary()) return node;
    return null;
  }

  async syncStandby(): Promise<DatabaseNode | null> {
    for (const node of this.nodes) if ((await node.state())?.isSync) return node;
    return null;
  }

  async hasSyncStandby(): Promise<boolean> {
    return (await this.syncStandby()) !== null;
  }

  /** Every node runs, one leads, one is its synchronous standby, and writes arrive. */
  async isWhole(): Promise<boolean> {
    const states = await Promise.all(this.nodes.map((node) => node.state()));
    const leader = await this.leader();
    return (
      leader !== null &&
      states.every((state) => state?.state === "running") &&
      new Set(states.map((state) => state!.timeline)).size === 1 &&
      states.filter((state) => state!.isSync).length === 1 &&
      (await this.isWritable())
    );
  }

  async isWritable(): Promise<boolean> {
    return this.asSuperuser("postgres", async (client) => {
      const { rows } = await client.query<{ isReadOnly: boolean }>(
        `SELECT pg_is_in_recovery() AS "isReadOnly"`,
      );
      return !rows[0]!.isReadOnly;
    }).catch(() => false);
  }

  /** To the synchronous standby, as before maintenance of the primary's machine. */
  switchOver(): void {
    execFileSync(
      this.programs.patronictl,
      ["-c", this.nodes[0]!.configFile, "switchover", "--force", "modern-lending"],
      {
        stdio: "pipe",
        cwd: this.folder,
        env: { ...environment(), HOME: this.folder },
        ...(isRoot && userIds()),
      },
    );
  }

  /** Standbys first, so that none of them is promoted. @param how `isKept`: logs and configuration stay, the data does not */
  async stop({ isKept = false } = {}): Promise<void> {
    await this.pooler.stop();
    const leader = await this.leader();
    for (const node of this.nodes.filter((each) => each !== leader)) await node.stop();
    await leader?.stop();
    await this.haproxy.stop();
    await this.etcd.stop();
    const data = ["etcd", "sandbox", "backups", ...this.nodes.map(({ name }) => name)].map((name) =>
      join(this.folder, name),
    );
    for (const path of isKept ? data : [this.folder])
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }

  private ownFolder(path: string) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    this.own(path);
  }

  private own(path: string) {
    const owner = isRoot ? userIds() : undefined;
    if (owner) chownSync(path, owner.uid, owner.gid);
  }
}

async function canConnect(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 3000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
