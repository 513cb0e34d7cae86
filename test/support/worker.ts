// The worker as a separate process, for tests in which it dies.
import { said, startProcess } from "@/scripts/processes";

type Worker = ReturnType<typeof startProcess>;
const workers: Worker[] = [];

/** Starts one on this file's database. It lives until it is killed. */
export async function startWorker(): Promise<Worker> {
  const worker = startProcess(["scripts/worker.ts"], { ...process.env, LOG_LEVEL: "silent" });
  workers.push(worker);
  await said(worker, "Worker is ready");
  return worker;
}

/** By SIGKILL; resolves when it is gone. */
export async function killWorker(worker: Worker): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const over = new Promise((gone) => worker.once("exit", gone));
  worker.kill("SIGKILL");
  await over;
}

/** All that were started. */
export async function killWorkers(): Promise<void> {
  await Promise.all(workers.splice(0).map(killWorker));
}

export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error("It did not come about in time.");
    await new Promise((again) => setTimeout(again, 20));
  }
}
