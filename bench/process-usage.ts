import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const CLOCK_TICKS = 100; // a second, of /proc

/** What a process has and has used, as the system reports it. */
export function usageOf(pid: number): { residentMiB: number; cpuSeconds: number } {
  const [rss = "0", time = "0"] = execFileSync("ps", ["-o", "rss=,cputimes=", "-p", String(pid)], {
    encoding: "utf8",
  })
    .trim()
    .split(/\s+/);
  return { residentMiB: Number(rss) / 1024, cpuSeconds: Number(time) };
}

/** The processes below one, at any depth, with their command lines. */
export function descendantsOf(root: number): { pid: number; command: string }[] {
  const all = execFileSync("ps", ["-e", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, command = ""]) => ({ pid: Number(pid), parent: Number(parent), command }));
  const below = (pid: number): typeof all =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return below(root).map(({ pid, command }) => ({ pid, command }));
}

/**
 * Starts to count the CPU time of processes, to a hundredth of a second, where the system keeps it in /proc; `ps` has whole seconds.
 *
 * @returns the seconds used since then, without processes that have ended
 */
export function countCpu(pids: number[]): () => number {
  const before = pids.map(ticksOf);
  return () => {
    const used = pids.map((pid, n) => ticksOf(pid) - before[n]!).filter(Number.isFinite);
    return used.length === 0 ? NaN : used.reduce((sum, ticks) => sum + ticks, 0) / CLOCK_TICKS;
  };
}

function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return NaN;
  }
}

/** Starts to count how busy the machine is. @returns the share of all cores' time in use since then; null where /proc does not say */
export function countBusy(): () => number | null {
  const before = coresOf();
  return () => {
    const now = coresOf();
    if (!before || !now) return null;
    return Math.round((100 * (now.busy - before.busy)) / (now.all - before.all)) / 100;
  };
}

function coresOf(): { busy: number; all: number } | null {
  try {
    const ticks = readFileSync("/proc/stat", "utf8")
      .split("\n")[0]!
      .trim()
      .split(/\s+/)
      .slice(1, 9)
      .map(Number);
    const all = ticks.reduce((sum, some) => sum + some, 0);
    return { all, busy: all - ticks[3]! - ticks[4]! }; // less idle and waiting for a disk
  } catch {
    return null;
  }
}
