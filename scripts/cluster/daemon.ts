// A program of the cluster in the background: never as root, its output kept, ended by its own id.
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isRoot } from "../open-folders";
import { userIds } from "../installed-postgres";

const UNTIL_KILLED_MS = 20_000;

export class Daemon {
  readonly name: string;
  private readonly command: string[];
  private readonly log: string;
  private readonly env: Record<string, string>;
  private child: ChildProcess | null = null;

  constructor(name: string, command: string[], log: string, env: Record<string, string> = {}) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.env = env;
  }

  start(): void {
    const output = openSync(this.log, "a");
    const [program, ...args] = this.command;
    this.child = spawn(program!, args, {
      stdio: ["ignore", output, output],
      detached: true, // Ctrl-C stops them in order, not all at once
      cwd: dirname(this.log), // a checkout may be closed to whoever the program runs as
      env: { ...environment(), ...this.env },
      ...(isRoot && userIds()),
    });
    this.child.on("error", () => {}); // isRunning says so
    closeSync(output);
  }

  get pid(): number | undefined {
    return this.isRunning() ? this.child!.pid : undefined;
  }

  isRunning(): boolean {
    return this.child?.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning()) this.child!.kill(signal);
  }

  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.signal(signal);
    for (const end = Date.now() + UNTIL_KILLED_MS; this.isRunning() && Date.now() < end;) await wait(50);
    await this.kill();
  }

  async kill(): Promise<void> {
    this.signal("SIGKILL");
    while (this.isRunning()) await wait(20);
  }

  /** The last lines that it wrote. */
  lastWords(lines = 12): string {
    return readFileSync(this.log, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  }
}

/** What the programs see of this process's environment: nothing of the product's. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: "C.UTF-8", NODE_ENV: process.env.NODE_ENV };
}

/** @throws when it does not come about in time */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  timeoutMs = 60_000,
): Promise<void> {
  for (const end = Date.now() + timeoutMs; ;) {
    if (await isSo()) return;
    if (Date.now() > end) throw new Error(`${what} did not come about within ${timeoutMs / 1000} s.`);
    await wait(100);
  }
}
