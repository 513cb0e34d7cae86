// PostgreSQL's own benchmark, where it is installed: TPC-B, scale 10. Its client is written in C, ours in TypeScript.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureDatabase, type Server } from "../scripts/embedded-postgres";
import type { LoopResult } from "./measure";

const DATABASE = "bench_tpcb";
export const TPCB_CLIENTS = 8;

export function pgbenchVersion(): string | null {
  try {
    return execFileSync("pgbench", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

/** Creates its tables once. */
export async function preparePgbench(server: Server) {
  await ensureDatabase(server, DATABASE);
  execFileSync("pgbench", ["-i", "-q", "-s", "10", server.ownerUrl(DATABASE)], { stdio: "ignore" });
}

/** One run; latencies are those of its log, which has microseconds. */
export function runPgbench(server: Server, seconds: number): LoopResult {
  const folder = mkdtempSync(join(tmpdir(), "modern-lending-pgbench-"));
  try {
    const options = ["-c", String(TPCB_CLIENTS), "-j", "2", "-M", "prepared", "-T", String(seconds), "-l"];
    execFileSync("pgbench", [...options, server.ownerUrl(DATABASE)], { cwd: folder, stdio: "ignore" });
    const milliseconds = readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), "utf8")
        .trim()
        .split("\n")
        .map((line) => Number(line.split(" ")[2]) / 1000),
    );
    return { seconds, events: milliseconds.length, refused: 0, milliseconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
