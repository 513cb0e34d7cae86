// One PostgreSQL under Patroni. The server is no child of Patroni's process, so it is known by the file that it writes into its own
// data folder, and only while that process really runs on that folder.
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRoot } from "../open-folders";
import { userIds } from "../installed-postgres";
import { Daemon, until } from "./daemon";
import type { Programs } from "./packages";
import { fillIn } from "./templates";

export type NodeOptions = {
  name: string;
  folder: string;
  programs: Programs;
  port: number;
  restPort: number;
  etcdPort: number;
  archiveCommand: string;
  sharedBuffers: string;
  passwords: { superuser: string; replication: string; rewind: string };
};

export class DatabaseNode {
  readonly name: string;
  readonly port: number;
  readonly restPort: number;
  readonly dataDir: string;
  readonly configFile: string;
  readonly patroni: Daemon;
  private readonly bin: string;

  constructor(options: NodeOptions) {
    const { name, folder, programs, port, restPort, etcdPort, archiveCommand, sharedBuffers, passwords } =
      options;
    const home = join(folder, name);
    mkdirSync(home, { recursive: true });
    if (isRoot) {
      const { uid, gid } = userIds()!;
      chownSync(home, uid, gid);
    }
    this.name = name;
    this.port = port;
    this.restPort = restPort;
    this.dataDir = join(home, "data");
    this.bin = programs.postgres;
    this.configFile = join(folder, `${name}.yml`);
    writeFileSync(
      this.configFile,
      fillIn("patroni.yml", {
        NODE: name,
        ADDRESS: "127.0.0.1",
        NETWORK: "127.0.0.1/32",
        REST_PORT: restPort,
        POSTGRES_PORT: port,
        ETCD: `127.0.0.1:${etcdPort}`,
        DATA: this.dataDir,
        BIN: this.bin,
        PGPASS: join(home, "pgpass"),
        SOCKETS: home,
        SHARED_BUFFERS: sharedBuffers,
        ARCHIVE_COMMAND: archiveCommand,
        SUPERUSER_PASSWORD: passwords.superuser,
        REPLICATION_PASSWORD: passwords.replication,
        REWIND_PASSWORD: passwords.rewind,
      }),
      { mode: 0o644 },
    );
    this.patroni = new Daemon(
      `Patroni ${name}`,
      [programs.patroni, this.configFile],
      join(folder, `${name}.log`),
    );
  }

  /** What Patroni says of this node; null while it does not answer. */
  async state(): Promise<{
    role: string;
    state: string;
    timeline?: number;
    isLeader: boolean;
    isSync: boolean;
  } | null> {
    const answer = await ask(`http://127.0.0.1:${this.restPort}/patroni`);
    if (!answer) return null;
    const body = (await answer.json().catch(() => null)) as {
      role?: string;
      state?: string;
      timeline?: number;
      sync_standby?: boolean;
    } | null;
    if (!body) return null;
    const role = body.role ?? "unknown";
    return {
      role,
      state: body.state ?? "unknown",
      ...(body.timeline !== undefined && { timeline: body.timeline }),
      isLeader: role === "master" || role === "primary",
      isSync: body.sync_standby === true,
    };
  }

  /** As HAProxy asks it. */
  async isPrimary(): Promise<boolean> {
    return (await ask(`http://127.0.0.1:${this.restPort}/primary`))?.status === 200;
  }

  postmaster(): number | null {
    const file = join(this.dataDir, "postmaster.pid");
    if (!existsSync(file)) return null;
    const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
    return Number.isInteger(pid) && pid > 1 && this.owns(pid) ? pid : null;
  }

  /** The postmaster and everything that it has started. */
  processes(): number[] {
    const postmaster = this.postmaster();
    if (postmaster === null) return [];
    const children = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => parentOf(pid) === postmaster);
    return [postmaster, ...children];
  }

  private owns(pid: number): boolean {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return command[0]!.startsWith(this.bin) && command.includes(this.dataDir);
    } catch {
      return false; // it has ended
    }
  }

  async stop(): Promise<void> {
    await this.patroni.stop();
    const left = this.postmaster(); // Patroni was killed
    if (left !== null) process.kill(left, "SIGINT");
    await until(`the end of ${this.name}`, () => this.postmaster() === null, 20_000).catch(() => {
      const stuck = this.postmaster();
      if (stuck !== null) process.kill(stuck, "SIGKILL");
    });
  }
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null; // it has ended
  }
}

function ask(url: string): Promise<Response | null> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
}
