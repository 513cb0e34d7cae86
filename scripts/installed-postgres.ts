// A PostgreSQL that is installed on this machine, in the place of the one from npm: POSTGRES_BIN names the folder of its
// programs. It has the methods of the npm package that startPostgres uses.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRoot } from "./open-folders";

const USER = "postgres"; // whom Debian's packages create; as root the server runs as this user
const READY = /database system is ready to accept (read-only )?connections/; // a standby's are read-only

type Options = {
  databaseDir: string;
  port: number;
  user: string;
  password: string;
  persistent: boolean;
  initdbFlags: string[];
  postgresFlags: string[];
  onLog: (message: string) => void;
};

export class InstalledPostgres {
  process: ChildProcess | undefined;

  private readonly bin: string;
  private readonly options: Options;

  constructor(bin: string, options: Options) {
    this.bin = bin;
    this.options = options;
    for (const program of ["initdb", "postgres"])
      if (!existsSync(join(bin, program)))
        throw new Error(
          `There is no ${program} in ${bin}. Name the folder of an installed PostgreSQL's programs, for example /usr/lib/postgresql/15/bin.`,
        );
  }

  async initialise(): Promise<void> {
    const { databaseDir, user, password, initdbFlags } = this.options;
    const owner = userIds();
    mkdirSync(databaseDir, { recursive: true });
    const passwordFile = join(tmpdir(), `pg-password-${randomUUID()}`);
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (owner) for (const path of [databaseDir, passwordFile]) chownSync(path, owner.uid, owner.gid);
    try {
      const flags = ["-D", databaseDir, "-A", "scram-sha-256", "-U", user, `--pwfile=${passwordFile}`];
      const output = execFileSync(join(this.bin, "initdb"), [...flags, ...initdbFlags], {
        ...owner,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        cwd: databaseDir,
      });
      this.options.onLog(output);
    } finally {
      rmSync(passwordFile, { force: true });
    }
  }

  async start(): Promise<void> {
    const { databaseDir, port, postgresFlags, onLog } = this.options;
    const server = spawn(
      join(this.bin, "postgres"),
      ["-D", databaseDir, "-p", String(port), ...postgresFlags],
      {
        ...userIds(),
        cwd: databaseDir,
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, LC_MESSAGES: "C" },
      },
    );
    this.process = server;
    await new Promise<void>((ready, failed) => {
      server.stderr.on("data", (chunk: Buffer) => {
        onLog(chunk.toString());
        if (READY.test(chunk.toString())) ready();
      });
      server.once("error", failed);
      server.once("exit", (code) => failed(new Error(`it ended with status ${code}`)));
    });
  }

  async stop(): Promise<void> {
    const server = this.process;
    this.process = undefined;
    if (server && server.exitCode === null && server.signalCode === null) {
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGINT");
      await gone;
    }
    if (!this.options.persistent) rmSync(this.options.databaseDir, { recursive: true, force: true });
  }
}

/** Whom the server runs as where root starts it. */
export function userIds(): { uid: number; gid: number } | undefined {
  if (!isRoot) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, USER], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
