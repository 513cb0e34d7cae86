// Which seed a run has when nobody names one: that of the commit, so that each commit is tried on its own years and a
// failure is brought back by checking the commit out.
import { execFileSync } from "node:child_process";

const NEITHER = 20_260_105;

/** SIMULATION_SEED, else the first seven digits of the commit, else a fixed number where there is no repository. */
export function seedOfRun(environment: NodeJS.ProcessEnv = process.env): number {
  const named = environment.SIMULATION_SEED;
  if (named && !/^\d{1,10}$/.test(named)) throw new Error("SIMULATION_SEED must be a whole number.");
  if (named) return Number(named);
  const commit = environment.GITHUB_SHA ?? headOfRepository();
  return commit === null ? NEITHER : Number.parseInt(commit.slice(0, 7), 16);
}

function headOfRepository(): string | null {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  } catch {
    return null;
  }
}
