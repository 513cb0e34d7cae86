// A disk that becomes full under load, and has room again: a small file system in memory, which only root may mount.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, openSync, rmSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { throwAwayFolder } from "@/scripts/open-folders";
import { KillableServer, pause } from "./server";
import type { Scene } from "./weather";

/** Calls `work` with a folder that has `megabytes` at most; or returns why there can be none here. */
export async function onSmallDisk(
  megabytes: number,
  work: (server: KillableServer, fill: (scene: Scene) => Promise<void>) => Promise<void>,
): Promise<string | null> {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "a disk can be made small, and so full, only by root on Linux";
  const folder = throwAwayFolder("modern-lending-small-disk");
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder]);
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    return `a small disk cannot be mounted here: ${mounted.stderr}`;
  }
  const unmount = () => void spawnSync("umount", ["-l", folder]);
  process.once("exit", unmount); // if this process is ended in the middle
  chmodSync(folder, 0o755);
  try {
    const server = await KillableServer.create(folder);
    try {
      await work(server, (scene) => fillFor(join(folder, "ballast"), scene));
    } finally {
      await server.stop();
    }
  } finally {
    process.off("exit", unmount);
    unmount();
    rmSync(folder, { recursive: true, force: true });
  }
  return null;
}

async function fillFor(ballast: string, { server, random }: Scene) {
  const file = openSync(ballast, "w");
  const blocks = [Buffer.alloc(1 << 20), Buffer.alloc(4096)];
  const from = performance.now();
  try {
    // What the server frees in the meantime is taken as well; until it has noticed, and a little longer.
    for (
      let noticed = 0;
      noticed === 0 || performance.now() - noticed < 500 + random() * 1000;
      await pause(5)
    ) {
      for (const block of blocks) while (written(file, block));
      if (noticed === 0 && server.said("No space left on device")) noticed = performance.now();
      if (performance.now() - from > 60_000)
        throw new Error("The server did not notice that the disk is full.");
    }
  } finally {
    closeSync(file);
    unlinkSync(ballast);
  }
  // A server that could not write its log has stopped; there is room again now.
  if (!(await Promise.race([server.accepts(), pause(3000)]))) {
    await server.stop();
    await server.start();
  }
}

function written(file: number, block: Buffer): boolean {
  try {
    return writeSync(file, block) > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return false;
    throw error;
  }
}
