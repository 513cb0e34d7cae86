import { execFileSync } from "node:child_process";

/** What a process has and has used, as the system reports it. */
export function usageOf(pid: number): { residentMiB: number; cpuSeconds: number } {
  const [rss = "0", time = "0"] = execFileSync("ps", ["-o", "rss=,cputimes=", "-p", String(pid)], {
    encoding: "utf8",
  })
    .trim()
    .split(/\s+/);
  return { residentMiB: Number(rss) / 1024, cpuSeconds: Number(time) };
}
