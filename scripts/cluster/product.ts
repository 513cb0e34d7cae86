// The product on a cluster: the stand-ins for the outside world, two web servers behind HAProxy, and two workers.
import type { ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { join } from "node:path";
import { freePorts } from "../embedded-postgres";
import {
  answers,
  ended,
  said,
  startProcess,
  stopProcess,
  tellAccountingWhereWeAre,
  tellBankWhereWeAre,
} from "../processes";
import type { DatabaseCluster } from "./database-cluster";

export type Name = "web1" | "web2" | "worker1" | "worker2";
const NAMES: Name[] = ["web1", "web2", "worker1", "worker2"];

export class Product {
  readonly env: NodeJS.ProcessEnv;
  private readonly cluster: DatabaseCluster;
  private readonly running = new Map<Name, ChildProcess>();
  private sandbox: ChildProcess | null = null;

  private constructor(cluster: DatabaseCluster, env: NodeJS.ProcessEnv) {
    this.cluster = cluster;
    this.env = env;
  }

  static async create(cluster: DatabaseCluster): Promise<Product> {
    const [bank, bureau, accounting] = await freePorts(3);
    const state = join(cluster.folder, "sandbox");
    mkdirSync(state, { recursive: true });
    return new Product(cluster, {
      ...process.env,
      APP_MODE: "sandbox",
      DATABASE_URL: cluster.poolerUrl(),
      WORKER_DATABASE_URL: cluster.directUrl(),
      MIGRATION_DATABASE_URL: cluster.ownerUrl(),
      DATABASE_POOL_SIZE: "8",
      WEB_PROCESSES: "1",
      TRUSTED_PROXIES: "1",
      APP_URL: `http://localhost:${cluster.peoplePort}`,
      PORT: String(cluster.peoplePort), // the stand-ins reach the product through HAProxy too
      PAYMENTS_BASE_URL: `http://localhost:${bank}`,
      BUREAU_BASE_URL: `http://localhost:${bureau}`,
      CODAT_BASE_URL: `http://localhost:${accounting}`,
      BANK_DATA_FILE: join(state, "bank.jsonl"),
      ACCOUNTING_DATA_FILE: join(state, "accounting.jsonl"),
      CODAT_API_KEY: "sandbox-codat-key",
      PAYMENTS_ORGANIZATION_ID: "sandbox-organization",
      PAYMENTS_API_KEY: "sandbox-api-key",
    });
  }

  async startSandbox(): Promise<void> {
    this.sandbox = this.startLogged("sandbox", "scripts/sandbox.ts", this.env);
    await said(this.sandbox, "Sandbox bank on");
  }

  /** @throws with what it printed when the seed fails */
  async seed(kind: "basics" | "story"): Promise<void> {
    const { code, output } = await ended(startProcess(["scripts/seed.ts", kind], this.env));
    if (code !== 0) throw new Error(`The seed failed:\n${output}`);
  }

  async startAll(): Promise<void> {
    await Promise.all(NAMES.map((name) => this.start(name)));
    await answers(`${this.env.APP_URL}/api/health`);
    const { PAYMENTS_BASE_URL, PAYMENTS_ORGANIZATION_ID, PAYMENTS_API_KEY, CODAT_BASE_URL } = this.env;
    const PORT = this.cluster.peoplePort;
    await tellBankWhereWeAre({
      PAYMENTS_BASE_URL: PAYMENTS_BASE_URL!,
      PAYMENTS_ORGANIZATION_ID: PAYMENTS_ORGANIZATION_ID!,
      PAYMENTS_API_KEY: PAYMENTS_API_KEY!,
      PORT,
    });
    await tellAccountingWhereWeAre({ CODAT_BASE_URL: CODAT_BASE_URL!, PORT });
  }

  async start(name: Name): Promise<void> {
    const isWeb = name.startsWith("web");
    const child = this.startLogged(name, isWeb ? "scripts/web.ts" : "scripts/worker.ts", {
      ...this.env,
      PGAPPNAME: name, // who is connected can be seen in pg_stat_activity
      ...(isWeb && { PORT: String(this.portOf(name)) }),
    });
    this.running.set(name, child);
    await said(child, isWeb ? "Web server is ready" : "Worker is ready");
    if (!isWeb) beside(child.pid);
    if (isWeb) await answers(`http://127.0.0.1:${this.portOf(name)}/api/health`);
  }

  private startLogged(name: string, program: string, env: NodeJS.ProcessEnv): ChildProcess {
    const child = startProcess([program], env, { stderr: "pipe" });
    child.stderr!.pipe(createWriteStream(join(this.cluster.folder, `${name}.log`), { flags: "a" }));
    return child;
  }

  /** As a deploy does: it finishes what it is doing. */
  async restart(name: Name): Promise<void> {
    await stopProcess(this.running.get(name)!);
    await this.start(name);
  }

  /** Seconds that a worker's runners were away, as it says itself: from the moment when it noticed until the next one ran. */
  awayOf(name: "worker1" | "worker2"): number[] {
    const lines = readFileSync(join(this.cluster.folder, `${name}.log`), "utf8").split("\n");
    return lines
      .filter((line) => line.includes("the queue is worked off again"))
      .map((line) => (JSON.parse(line) as { seconds: number }).seconds);
  }

  portOf(name: Name): number {
    return this.cluster.webPorts[name === "web1" ? 0 : 1];
  }

  isRunning(name: Name): boolean {
    const child = this.running.get(name);
    return child !== undefined && child.exitCode === null && child.signalCode === null;
  }

  async isReady(name: "web1" | "web2"): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.portOf(name)}/api/health/ready`, {
      signal: AbortSignal.timeout(3000),
    }).catch(() => null);
    return answer?.status === 200;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map(stopProcess));
    if (this.sandbox) await stopProcess(this.sandbox);
  }
}

/** Workers step back behind people who wait for a page; on a machine that does much else they would not show when they are back. */
function beside(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 0);
  } catch {
    // Only the system's administrator may.
  }
}
