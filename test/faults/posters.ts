// The processes that post: started, killed, started again under another name, and stopped in good order.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readJournal, type PosterOptions, type Story } from "./journal";
import { pause } from "./server";

const POSTER = fileURLToPath(new URL("./poster.ts", import.meta.url));

type Load = Omit<PosterOptions, "name" | "seed" | "journal"> & { url: string };
type Poster = { name: string; child: ChildProcess; journal: string; read: number; errors: string[] };

export class Posters {
  readonly stories = new Map<string, Story>();
  private readonly folder = mkdtempSync(join(tmpdir(), "modern-lending-posters-"));
  private readonly all: Poster[] = [];
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  /** Starts one and returns when it begins to post. */
  async start({ url, ...load }: Load): Promise<number> {
    const name = `p${this.all.length}`;
    const journal = join(this.folder, `${name}.jsonl`);
    const options: PosterOptions = { ...load, name, journal, seed: this.seed * 1000 + this.all.length };
    const child = spawn(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", POSTER, JSON.stringify(options)],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: "",
          DATABASE_URL: url,
          DATABASE_POOL_SIZE: "4",
          LOG_LEVEL: "silent",
        },
        stdio: ["pipe", "ignore", "pipe"], // it ends when its standard input does, so that none outlives us
      },
    );
    const poster: Poster = { name, child, journal, read: 0, errors: [] };
    child.stderr!.on("data", (data) => poster.errors.push(String(data)));
    this.all.push(poster);
    while (this.journalOf(poster) === "") {
      if (child.exitCode !== null) throw new Error(`A poster did not start:\n${poster.errors.join("")}`);
      await pause(50);
    }
    return child.pid!;
  }

  /** Ids of those that run. */
  alive(): number[] {
    return this.all.filter(({ child }) => isRunning(child)).map(({ child }) => child.pid!);
  }

  aliveNames(): string[] {
    return this.all.filter(({ child }) => isRunning(child)).map(({ name }) => name);
  }

  /** Only ever our own. */
  signal(pid: number, signal: NodeJS.Signals) {
    this.all.find(({ child }) => child.pid === pid && isRunning(child))?.child.kill(signal);
  }

  /** Reads what was written since the last time. */
  read(): Map<string, Story> {
    for (const poster of this.all) poster.read = readJournal(poster.journal, poster.read, this.stories);
    return this.stories;
  }

  /** Lets all finish what they are at. A poster that ends in its own error is a fault of the test. */
  async finish(): Promise<void> {
    for (const pid of this.alive()) {
      this.signal(pid, "SIGCONT");
      this.signal(pid, "SIGTERM");
    }
    for (const { child, errors } of this.all) {
      while (isRunning(child)) await pause(20);
      if (child.exitCode)
        throw new Error(`A poster ended with ${child.exitCode}:\n${errors.join("").slice(-2000)}`);
    }
    this.read();
  }

  async destroy({ keepNotes = false } = {}): Promise<void> {
    for (const { child } of this.all) if (isRunning(child)) child.kill("SIGKILL");
    for (const { child } of this.all) while (isRunning(child)) await pause(10);
    if (!keepNotes) rmSync(this.folder, { recursive: true, force: true });
  }

  private journalOf({ journal }: Poster): string {
    try {
      return readFileSync(journal, "utf8");
    } catch {
      return "";
    }
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
