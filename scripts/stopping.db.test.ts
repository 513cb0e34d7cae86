// Ctrl-C as a terminal sends it: SIGINT to every process of the group. Real processes; each test waits for what they print.
import { spawn, type ChildProcess } from "node:child_process";
import { connect } from "node:net";
import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { freePort, freePorts } from "./embedded-postgres";
import { throwAwayFolder } from "./open-folders";
import { INTERRUPTED } from "./stopping";

const SLOW = 180_000;
const children: ChildProcess[] = [];
const folders: string[] = [];

afterEach(() => {
  for (const { pid, exitCode, signalCode } of children.splice(0))
    if (exitCode === null && signalCode === null) process.kill(-pid!, "SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Starts an npm script as a terminal does, in a separate process group. */
async function start(script: string, env: Record<string, string> = {}) {
  const [bank, bureau, accounting, mail, mailbox] = await freePorts(5);
  const folder = throwAwayFolder("modern-lending-stopping");
  folders.push(folder);
  const child = spawn("npm", ["run", ...script.split(" ")], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      LOG_LEVEL: "warn",
      DATA_DIR: folder,
      PAYMENTS_BASE_URL: `http://localhost:${bank}`,
      BUREAU_BASE_URL: `http://localhost:${bureau}`,
      CODAT_BASE_URL: `http://localhost:${accounting}`,
      SMTP_URL: `smtp://localhost:${mail}`,
      MAILBOX_URL: `http://localhost:${mailbox}`,
      ...env,
    },
  });
  children.push(child);
  let output = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
      for (const look of waiting) look();
    });
  return {
    prints: (words: string) =>
      new Promise<void>((seen, failed) => {
        const look = () => output.includes(words) && seen();
        waiting.add(look);
        child.once("close", (code) => failed(new Error(`It ended (${code}) and printed only: ${output}`)));
        look();
      }),
    /** Presses Ctrl-C. @returns what was printed after it */
    async interrupt() {
      const before = output.length;
      const closed = new Promise<number | NodeJS.Signals | null>((done) =>
        child.once("close", (code, signal) => done(signal ?? code)),
      );
      process.kill(-child.pid!, "SIGINT");
      // Npm ends by the same signal, or with the status of its script: 0 where that had nothing left to do.
      expect(["SIGINT", 0, INTERRUPTED]).toContain(await closed);
      return output.slice(before).trim();
    },
  };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => answer(true)).once("error", () => answer(false));
    socket.once("connect", () => socket.destroy());
  });
}

test.each([
  ["worker", "Worker is ready."],
  ["sandbox", "Sandbox bank on port"],
])("Ctrl-C ends npm run %s without a word", { timeout: SLOW }, async (script, ready) => {
  const program = await start(script);
  await program.prints(ready);
  expect(await program.interrupt()).toBe("");
});

test.each(["worker", "db:seed", "db:migrate"])(
  "Ctrl-C ends npm run %s while it waits for its database, without a word",
  { timeout: SLOW },
  async (script) => {
    const url = `postgresql://nobody:nothing@127.0.0.1:${await freePort()}/nowhere`;
    const program = await start(script, { DATABASE_URL: url, MIGRATION_DATABASE_URL: url });
    await program.prints("The database is not ready (connect ECONNREFUSED");
    expect(await program.interrupt()).toBe("");
  },
);

test("Ctrl-C ends the seed in the middle of its story without a word", { timeout: SLOW }, async () => {
  const bank = { PAYMENTS_BASE_URL: `http://localhost:${await freePort()}` };
  const sandbox = await start("sandbox", bank);
  await sandbox.prints("Sandbox bank on port");
  const seed = await start("db:seed", bank);
  await seed.prints("(month 1 of");
  expect(await seed.interrupt()).toBe("");
});

test("Ctrl-C while npm start brings up PostgreSQL leaves no server behind", { timeout: SLOW }, async () => {
  const [web, database] = await freePorts(2);
  const all = await start("start", {
    DATABASE_URL: "",
    MIGRATION_DATABASE_URL: "",
    APP_URL: "",
    PORT: String(web),
    POSTGRES_PORT: String(database),
  });
  await all.prints("PostgreSQL (embedded)");
  expect(await all.interrupt()).toBe("Stopping … stopped.");
  expect(await isListening(database!)).toBe(false);
});
