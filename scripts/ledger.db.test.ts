import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromCents, toCents } from "@/lib/money/money";
import { trialBalance } from "@/lib/ledger/queries";
import { readCommand, runCommand } from "./ledger-commands";
import { child, connect, move, open, posted, request } from "@/test/ledger-books";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "modern-lending-ledger-"));
const hasHledger = spawnSync("hledger", ["--version"]).status === 0;

beforeAll(async () => {
  await open("till", "owed:a", "owed:b"); // not cash, which the cross-checks compare with payment orders
  const first = await posted(
    request("one", move("1234.56", "owed:a", "till"), {
      effectiveOn: "2026-01-05",
      metadata: { note: "a, b; c" },
    }),
  );
  await posted(
    request("backdated", move("100.00", "owed:b", "till"), { effectiveOn: "2026-01-02", mode: "record" }),
  );
  const hold = await posted(
    request("hold", move("50.00", "till", "owed:a"), { kind: "hold", effectiveOn: "2026-01-06" }),
  );
  await posted(
    child("settle", "settle", hold, { lines: move("20.00", "till", "owed:a"), effectiveOn: "2026-01-07" }),
  );
  await posted(child("reversal", "back", first, { effectiveOn: "2026-02-01" }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("check", () => {
  it("prints a line for each invariant and each cross-check, and exits with 0", async () => {
    const { status, stdout } = await ledger("check");
    expect(stdout).toMatch(/^ok {6}I1 +Every transaction debits what it credits/m);
    expect(stdout).toMatch(/All \d+ checks hold\.\n$/);
    expect(stdout.split("\n").length).toBeGreaterThan(16);
    expect(status).toBe(0);
  });

  it("exits with 1 and names what is broken", async () => {
    const superuser = await connect();
    await superuser.query("SET session_replication_role = replica");
    await superuser.query(
      "UPDATE ledger.entries SET amount = amount + 1 WHERE transaction_id = 1 AND side = 1",
    );
    const { status, stdout } = await ledger("check");
    await superuser.query(
      "UPDATE ledger.entries SET amount = amount - 1 WHERE transaction_id = 1 AND side = 1",
    );
    await superuser.end();
    expect(stdout).toMatch(/^BROKEN {2}I1 .* transaction 1$/m);
    expect(stdout).toMatch(/^BROKEN {2}I3 .* account till$/m);
    expect(stdout).toMatch(/\d+ of \d+ checks are broken\.\n$/);
    expect(status).toBe(1);
  });
});

describe("trial-balance", () => {
  it("prints both columns, their totals, and any past date", async () => {
    const past = await ledger("trial-balance", "--as-of", "2026-01-07");
    expect(past.stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "))).toEqual([
      "Account | Debit | Credit",
      "owed:a | USD | 1,214.56",
      "owed:b | USD | 100.00",
      "till | USD | 1,314.56",
      "Total | USD | 1,314.56 | 1,314.56",
      "",
    ]);
    expect(past.status).toBe(0);
    expect((await ledger("trial-balance")).stdout).toMatch(/^Total +USD +100\.00 +100\.00$/m);
  });
});

describe("export", () => {
  beforeAll(async () => {
    await posted(
      request("open hold", move("30.00", "till", "owed:b"), { kind: "hold", effectiveOn: "2026-01-08" }),
    );
  });

  it.skipIf(!hasHledger).each([[undefined], ["2026-01-06"], ["2026-01-31"]])(
    "makes a journal that hledger accepts with the same balances (as of %s; skipped where hledger is not installed)",
    async (asOf) => {
      const { stdout, status } = await ledger(
        "export",
        "--format",
        "hledger",
        ...(asOf ? ["--as-of", asOf] : []),
      );
      expect(status).toBe(0);
      const file = join(folder, "books.journal");
      writeFileSync(file, stdout);
      execFileSync("hledger", ["-f", file, "check", "--strict"]);
      const csv = execFileSync("hledger", ["-f", file, "balance", "--flat", "--no-total", "-O", "csv"], {
        encoding: "utf8",
      });
      const theirs = csv
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.replaceAll('"', "").split(","));
      const ours = (await trialBalance({ asOf })).rows.map(({ code, debit, credit }) => [
        code,
        `${fromCents(toCents(debit) - toCents(credit)).toFixed(2)} USD`,
      ]);
      expect(theirs.map(([code, ...amount]) => [code, amount.join("")]).sort()).toEqual(ours.sort());
    },
  );

  it("makes a table whose debits equal its credits", async () => {
    const { stdout } = await ledger("export", "--format", "csv");
    const [head, ...rows] = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    expect(head).toEqual([
      "transaction",
      "date",
      "postedAt",
      "type",
      "kind",
      "key",
      "parent",
      "account",
      "currency",
      "debit",
      "credit",
    ]);
    const sum = (column: number) => rows.reduce((total, row) => total + toCents(row[column] || "0"), 0n);
    expect(rows).toHaveLength(8);
    expect(sum(9)).toBe(sum(10));
  });

  it("makes JSON with every entry, each with its layer, in the order of dates", async () => {
    const { stdout } = await ledger("export", "--format", "json", "--as-of", "2026-01-31");
    const books = JSON.parse(stdout);
    expect(books.asOf).toBe("2026-01-31");
    expect(books.accounts.map(({ code }: { code: string }) => code)).toContain("owed:a");
    expect(books.transactions.map(({ key }: { key: string }) => key)).toEqual([
      "backdated",
      "one",
      "hold",
      "settle",
      "open hold",
    ]);
    expect(books.transactions[3].entries.map(({ layer }: { layer: string }) => layer).sort()).toEqual([
      "pending",
      "pending",
      "posted",
      "posted",
    ]);
  });
});

describe("a command it does not understand", () => {
  it.each([
    [[], "No command was given."],
    [["bogus"], 'There is no command "bogus".'],
    [["check", "now"], "Unexpected: now."],
    [["check", "--as-of", "2026-01-01"], "--as-of does not go with check."],
    [["trial-balance", "--as-of", "2026-02-30"], '"2026-02-30" is not a date'],
    [["trial-balance", "--format", "csv"], "--format belongs to export."],
    [["export"], "export needs --format"],
    [["export", "--format", "xml"], "export needs --format"],
    [["check", "--loud"], "--loud"],
  ])("%j is answered with a sentence", (args, sentence) => {
    expect(readCommand(args)).toContain(sentence);
  });

  it("ends with the usage and exit status 2, and a database that is not there with a sentence and 3", async () => {
    const [unknown, unreachable] = await Promise.all([
      start({}, "bogus"),
      start({ DATABASE_URL: "postgresql://nobody@127.0.0.1:1/none" }, "check"),
    ]);
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
    expect(unknown.stderr).toMatch(/^There is no command "bogus"\.\n\nUsage: npm run --silent ledger/);
    expect(unreachable.stderr).toMatch(/^The ledger could not be read: .+\n$/);
    expect(unreachable.status).toBe(3);
  });
});

async function ledger(...args: string[]) {
  const command = readCommand(args);
  if (typeof command === "string") throw new Error(command);
  let stdout = "";
  const status = await runCommand(command, (text) => (stdout += text));
  return { status, stdout };
}

/** As an operator starts it, in a process of its own. */
function start(env: Record<string, string>, ...args: string[]) {
  const command = ["--conditions=react-server", "--import", "tsx", "scripts/ledger.ts", ...args];
  type Outcome = { status: number; stdout: string; stderr: string };
  return new Promise<Outcome>((done) => {
    execFile(
      process.execPath,
      command,
      { cwd: PROJECT, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        done({ status: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}
