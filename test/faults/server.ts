// A real server that can be killed: durable settings, a separate data folder, and only its own processes to kill.
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { applyMigrations } from "@/prisma/apply-migrations";
import {
  allowAppLogin,
  asOwner,
  ensureDatabase,
  freePort,
  serverOn,
  startPostgres,
  type Server,
} from "@/scripts/embedded-postgres";
import { throwAwayFolder } from "@/scripts/open-folders";

/** What makes an acknowledged commit survive the power cut. Printed with every result. */
export const DURABLE = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

/** The server forgets what it acknowledged when it dies: what the tests must be able to find. */
export const FORGETFUL = {
  synchronous_commit: "off",
  wal_writer_delay: "10s",
  wal_writer_flush_after: "2GB",
  wal_buffers: "128MB",
};

type Settings = Record<string, string>;

export class KillableServer {
  readonly port: number;
  readonly dataDir: string;
  private readonly binary: string;
  private readonly server: Server;
  private child: ChildProcess | null = null;
  private settings: Settings = DURABLE;
  private readonly output: string[] = [];

  private constructor(port: number, dataDir: string, binary: string) {
    this.port = port;
    this.dataDir = dataDir;
    this.binary = binary;
    this.server = serverOn(port);
    process.once("exit", () => this.vanish());
  }

  /** @param folder an existing folder that any user may enter; a new one in the folder for temporary files by default */
  static async create(folder = throwAwayFolder("modern-lending-faults")): Promise<KillableServer> {
    const [port, dataDir] = [await freePort(), join(folder, "postgres")];
    const first = await startPostgres({ dataDir, port, flags: ["-c", "fsync=off"] });
    await ensureDatabase(first, "template_migrated");
    await applyMigrations(first.ownerUrl("template_migrated"));
    await allowAppLogin(first);
    await first.stop();
    const options = readFileSync(join(dataDir, "postmaster.opts"), "utf8");
    const server = new KillableServer(port, dataDir, options.split(' "')[0]!.trim());
    await server.start();
    return server;
  }

  /** Starts it on the data that is there, also after it was killed. */
  async start(settings: Settings = this.settings): Promise<void> {
    this.settings = { ...DURABLE, max_connections: "60", ...settings };
    const { uid, gid } = statSync(this.dataDir); // as root it runs as the owner of its data
    const flags = Object.entries({ listen_addresses: "127.0.0.1", timezone: "UTC", ...this.settings });
    for (let attempt = 1; ; attempt++) {
      // Backends of a killed postmaster may live on for a moment; the server waits for them by not starting.
      const child = spawn(
        this.binary,
        [
          "-D",
          this.dataDir,
          "-p",
          String(this.port),
          ...flags.flatMap(([name, value]) => ["-c", `${name}=${value}`]),
        ],
        { stdio: ["ignore", "ignore", "pipe"], ...(process.getuid?.() === 0 && { uid, gid }) },
      );
      this.child = child;
      child.stderr.on("data", (data) => this.output.push(String(data)));
      const ended = new Promise<false>((resolve) => child.on("exit", () => resolve(false)));
      if (await Promise.race([ended, this.accepts()])) return;
      if (attempt > 60) throw new Error(`The server did not start:\n${this.output.slice(-10).join("")}`);
      await pause(250);
    }
  }

  /** Resolves when a query is answered, however long recovery takes. */
  async accepts(): Promise<true> {
    for (let tries = 0; tries < 1200; tries++) {
      const works = await this.asOwner("postgres", (client) => client.query("SELECT 1")).catch(() => null);
      if (works) return true;
      await pause(50);
    }
    throw new Error(`The server accepts nobody:\n${this.output.slice(-10).join("")}`);
  }

  /** Whether its log has these words. */
  said(words: string): boolean {
    return this.output.join("").includes(words);
  }

  /** Its id while it runs: of the process we started, never of one that some file names. */
  postmaster(): number | null {
    const { child } = this;
    return child && child.exitCode === null && child.signalCode === null ? child.pid! : null;
  }

  /** As if the power failed for the server alone: no chance to write anything. */
  async kill(): Promise<void> {
    this.child?.kill("SIGKILL");
    while (this.postmaster()) await pause(10);
  }

  /** Stops it in good order; its data is checked for whole pages on the next start. */
  async stop(): Promise<void> {
    this.child?.kill("SIGINT");
    while (this.postmaster()) await pause(20);
  }

  async createDatabase(name: string): Promise<void> {
    await this.asOwner("postgres", (client) =>
      client.query(`CREATE DATABASE ${client.escapeIdentifier(name)} TEMPLATE template_migrated`),
    );
  }

  async dropDatabase(name: string): Promise<void> {
    await this.asOwner("postgres", (client) =>
      client.query(`DROP DATABASE ${client.escapeIdentifier(name)} WITH (FORCE)`),
    );
  }

  asOwner<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
    return asOwner(this.server, database, work);
  }

  /** For the application's role, by another port when a proxy is in front. */
  url(database: string, port = this.port): string {
    return serverOn(port).appUrl(database);
  }

  async destroy(): Promise<void> {
    await this.stop();
    this.vanish();
  }

  /** So that neither a server nor its data is left behind, however this process ends. */
  private vanish() {
    this.child?.kill("SIGKILL");
    rmSync(join(this.dataDir, ".."), { recursive: true, force: true, maxRetries: 3 });
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
