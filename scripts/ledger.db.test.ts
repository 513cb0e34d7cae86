import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db";
import { openAccounts } from "@/lib/ledger/accounts";
import { closePeriod } from "@/lib/ledger/close-period";
import { trialBalance } from "@/lib/ledger/queries";
import { sealHead } from "@/lib/ledger/seal";
import { fromMinor, toMinor } from "@/lib/money/currency";
import { toCents } from "@/lib/money/money";
import { readCommand, runCommand } from "./ledger-commands";
import { child, connect, move, open, posted, postOne, request, sealAll } from "@/test/ledger-books";
import { setBusinessDate } from "@/test/people";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "modern-lending-ledger-"));
const isInstalled = (reader: string) => spawnSync(reader, ["--version"]).status === 0;
const [hasHledger, hasLedger, hasBeancount] = ["hledger", "ledger", "bean-check"].map(isInstalled);

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
    expect(stdout).toMatch(/All \d+ checks passed\.\n$/);
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
    expect(stdout).toMatch(/\d+ of \d+ checks failed\.\n$/);
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
    await inTransaction((tx) =>
      openAccounts(tx, [
        { code: "yen:till", name: "Till", normalSide: "debit", currency: "JPY" },
        { code: "yen:owed", name: "Owed", normalSide: "credit", currency: "JPY" },
      ]),
    );
    const yen = (amount: string) =>
      move(amount, "yen:owed", "yen:till").map((line) => ({ ...line, currency: "JPY" }));
    await posted(request("yen", yen("123456"), { effectiveOn: "2026-01-05" }));
    await posted(
      request("both", [...yen("100"), ...move("1.50", "owed:b", "till")], { effectiveOn: "2026-01-20" }),
    );
    await inTransaction((tx) => closePeriod(tx, { through: "2020-01-31", by: "the test" }));
    await posted(
      request("late", move("2.00", "owed:a", "till"), { mode: "record", effectiveOn: "2020-01-15" }),
    );
  });

  it.skipIf(!hasHledger).each([[undefined], ["2026-01-06"], ["2026-01-31"]])(
    "makes a journal that hledger accepts (as of %s; skipped where hledger is not installed)",
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
      const { rows, totals } = await trialBalance({ asOf });
      const ours = rows.map(({ code, currency, debit, credit }) => {
        const net = toMinor(debit, currency) - toMinor(credit, currency);
        return [code, `${fromMinor(net, currency === "JPY" ? 0 : 2)} ${currency}`];
      });
      // Without a decimal hledger writes a decimal mark all the same.
      const amounts = theirs.map(([code, ...amount]) => [code, amount.join("").replace(". ", " ")]);
      expect(amounts.sort()).toEqual(ours.sort());
      expect(totals.map(({ currency }) => currency).sort()).toEqual(["JPY", "USD"]);
    },
  );

  it("says in hledger's language which currency has which decimals, and where a late fact belongs", async () => {
    const { stdout } = await ledger("export", "--format", "hledger");
    expect(stdout).toContain("commodity JPY\n");
    expect(stdout).toContain("    yen:till  123456 JPY\n");
    expect(stdout).toMatch(/^2020-02-01 \* \(\d+\) test\n {4}; key: late\n {4}; belongs-on: 2020-01-15$/m);
  });

  it.skipIf(!hasLedger)(
    "makes a journal that Ledger accepts pedantically (skipped where ledger is not installed)",
    async () => {
      const { stdout } = await ledger("export", "--format", "hledger");
      const file = join(folder, "books.ledger");
      writeFileSync(file, stdout);
      const read = (...args: string[]) =>
        execFileSync("ledger", ["--pedantic", "--args-only", "-f", file, ...args], { encoding: "utf8" });
      const tags = read(
        "register",
        "till",
        "--format",
        '%(tag("key"))|%(tag("parent"))|%(tag("belongs-on"))\n',
      );
      expect(tags).toMatch(/^settle\|\d+\|$/m);
      expect(tags).toMatch(/^late\|\|2020[-/]01[-/]15$/m);
      const balances = read("balance", "--flat", "--no-total", "--format", "%(account) %(display_total)\n");
      const { rows } = await trialBalance();
      for (const { code, currency, debit, credit } of rows) {
        const net = toMinor(debit, currency) - toMinor(credit, currency);
        const amount = Number(fromMinor(net, currency === "JPY" ? 0 : 2)).toLocaleString("en-US", {
          minimumFractionDigits: currency === "JPY" ? 0 : 2,
          useGrouping: currency !== "JPY",
        });
        if (net !== 0n) expect(balances).toContain(`${code} ${amount} ${currency}\n`);
      }
    },
  );

  it.skipIf(!hasBeancount).each([[undefined], ["2026-01-06"]])(
    "makes books that bean-check accepts, as of %s (skipped where beancount is not installed)",
    async (asOf) => {
      const { stdout } = await ledger(
        ...["export", "--format", "beancount", ...(asOf ? ["--as-of", asOf] : [])],
      );
      const file = join(folder, "books.beancount");
      const check = (text: string) => {
        writeFileSync(file, text);
        return spawnSync("bean-check", ["--no-cache", file], { encoding: "utf8" });
      };
      expect(check(stdout)).toMatchObject({ status: 0, stderr: "" });
      const wrong = stdout.replace(/(:Till {2}-?\d+\.\d)\d/, (_, kept: string) => `${kept}9`);
      expect(check(wrong).status).toBe(1);
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
      "belongsOn",
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
    expect(rows).toHaveLength(16);
    expect(sum(10)).toBe(sum(11));
  });

  it("makes JSON with every entry, each with its layer, in the order of dates", async () => {
    const { stdout } = await ledger("export", "--format", "json", "--as-of", "2026-01-31");
    const books = JSON.parse(stdout);
    expect(books.asOf).toBe("2026-01-31");
    expect(books.accounts.map(({ code }: { code: string }) => code)).toContain("owed:a");
    expect(books.transactions.map(({ key }: { key: string }) => key)).toEqual([
      "late",
      "backdated",
      "one",
      "yen",
      "hold",
      "settle",
      "open hold",
      "both",
    ]);
    expect(books.transactions[0].belongsOn).toBe("2020-01-15");
    expect(books.transactions[5].entries.map(({ layer }: { layer: string }) => layer).sort()).toEqual([
      "pending",
      "pending",
      "posted",
      "posted",
    ]);
  });
});

describe("categories", () => {
  it("prints the tree with its roll-ups and the equation, now and at any past date", async () => {
    await inTransaction((tx) =>
      openAccounts(tx, [
        { code: "in:cash", name: "Cash", normalSide: "debit", category: "assets:cash" },
        {
          code: "in:owed",
          name: "Owed",
          normalSide: "credit",
          category: "liabilities:investments:principal",
        },
      ]),
    );
    await posted(request("in 1", move("1000.00", "in:owed", "in:cash"), { effectiveOn: "2026-03-01" }));
    await posted(
      request("in 2", move("40.00", "in:cash", "in:owed"), { kind: "hold", effectiveOn: "2026-03-02" }),
    );
    const { stdout, status } = await ledger("categories");
    const rows = stdout.split("\n").map((line) => line.trimEnd().replace(/(?<=\S) {2,}/g, " | "));
    expect(stdout).toMatch(/^assets +\d+ {2}USD +1,000\.00 +960\.00 +960\.00$/m);
    expect(rows).toContain("Assets are liabilities and equity, in USD: 1,000.00 = 1,000.00 + 0.00");
    expect(rows.some((row) => row.startsWith("  assets:cash | "))).toBe(true);
    expect(status).toBe(0);
    const before = await ledger("categories", "--as-of", "2026-02-28");
    expect(before.stdout).toContain("Assets are liabilities and equity, in USD: 0.00 = 0.00 + 0.00");
  });

  it("exits with 1 when an account in no category makes the equation fail", async () => {
    await posted(request("out 1", move("5.00", "in:owed", "till"), { effectiveOn: "2026-03-03" }));
    const { stdout, status } = await ledger("categories");
    expect(stdout).toContain("Assets are not liabilities and equity, in USD: 1,000.00 ≠ 1,005.00 + 0.00");
    expect(status).toBe(1);
    await posted(request("out 2", move("5.00", "till", "in:owed"), { effectiveOn: "2026-03-03" }));
  });
});

describe("statement", () => {
  it("makes one and prints it from the opening to the closing balance", async () => {
    await setBusinessDate("2026-04-02");
    const { stdout, status } = await ledger(
      ...["statement", "--account", "in:cash", "--from", "2026-03-01", "--to", "2026-03-31"],
    );
    const rows = stdout.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));
    expect(rows[0]).toMatch(
      /^Statement \d+ of in:cash \(Cash\), 2026-03-01 to 2026-03-31, as known at version 2$/,
    );
    expect(rows.slice(3, 6)).toEqual([
      "Opening balance | 0.00",
      expect.stringMatching(/^2026-03-01 \| #\d+ \| test \| 1,000.00$/),
      "Closing balance | 1,000.00",
    ]);
    expect(status).toBe(0);
  });

  it("answers a refusal with its sentence and exits with 1", async () => {
    const { stdout, status } = await ledger(
      ...["statement", "--account", "no:such", "--from", "2026-03-01", "--to", "2026-03-31"],
    );
    expect([stdout, status]).toEqual(["Account not found.\n", 1]);
  });
});

describe("close", () => {
  it("closes the next month under a name, and answers a refusal with its sentence", async () => {
    const close = (through: string) => ledger("close", "--through", through, "--by", "An Auditor");
    expect(await close("2020-02-29")).toEqual({
      stdout: "February 2020 is closed. Bank activity reported later is posted on the first open day.\n",
      status: 0,
    });
    expect(await close("2020-02-29")).toEqual({ stdout: "February 2020 is already closed.\n", status: 1 });
    expect((await close("2020-03-30")).stdout).toContain("by the month");
    const superuser = await connect();
    const { rows } = await superuser.query(
      "SELECT closed_by FROM ledger.periods WHERE closed_through = '2020-02-29'",
    );
    await superuser.end();
    expect(rows).toEqual([{ closed_by: "An Auditor" }]);
  });
});

describe("the seal", () => {
  it("has no head before the first block, and one afterward", async () => {
    expect((await ledger("head")).stdout).toBe("Nothing is sealed yet.\n");
    expect(await ledger("verify")).toMatchObject({ status: 0 });
    await postOne(child("release", "refused", "1")); // no hold
    const first = await ledger("seal");
    expect(first.stdout).toMatch(
      /^\d+ transactions and refusals sealed\.\n\d+:[0-9a-f]{64} {2}\S+Z {2}\d+ tran/,
    );
    await sealAll();
    const { stdout } = await ledger("head");
    const head = (await sealHead())!;
    expect(stdout).toBe(
      `${head.block}:${head.hash}  ${head.sealedAt}  ${head.transactions} transactions and refusals sealed, 0 waiting\n`,
    );
    expect((await ledger("seal")).stdout).toMatch(/^Nothing new to seal\.\n/);
  });

  it("is verified from any block on, against a head that was kept", async () => {
    const kept = (await sealHead())!;
    await posted(request("after the head", move("1.00", "owed:a", "till")));
    await sealAll();
    const head = (await sealHead())!;
    const next = String(Number(kept.block) + 1);
    const verdict = await ledger(
      "verify",
      "--since",
      next,
      "--head",
      `${kept.block}:${kept.hash.slice(0, 16)}`,
    );
    expect(verdict).toEqual({
      stdout: `Nothing was altered: 1 block with 1 transaction or refusal read again.\nHead: ${head.block}:${head.hash}\n`,
      status: 0,
    });
    expect(await ledger("verify", "--head", `${kept.block}:${"0".repeat(64)}`)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining(
        `ALTERED  Block ${kept.block} has a different hash from the one that was kept outside.\n`,
      ),
    });
  });

  /** Each alters one sealed row as the superuser, past every trigger, and is undone afterward by its counterpart. */
  const TAMPERED: [what: string, alter: string, named: RegExp][] = [
    [
      "another type of a transaction",
      "UPDATE ledger.transactions SET event_type = 'x' WHERE id = 1",
      /Transaction 1, .*changed/,
    ],
    [
      "another date of a transaction",
      "UPDATE ledger.transactions SET effective_on = effective_on + 1 WHERE id = 2",
      /Transaction 2, .*changed/,
    ],
    [
      "other facts of a transaction",
      `UPDATE ledger.transactions SET metadata = '{"a": 1}' WHERE id = 1`,
      /Transaction 1, .*changed/,
    ],
    [
      "another place in time of a transaction",
      "UPDATE ledger.transactions SET xact_id = '5' WHERE id = 1",
      /Transaction 1, .*changed/,
    ],
    [
      "another amount of an entry",
      "UPDATE ledger.entries SET amount = amount + 1 WHERE transaction_id = 1",
      /Transaction 1, .*changed/,
    ],
    [
      "another account of an entry",
      "UPDATE ledger.entries SET account_id = (SELECT id FROM ledger.accounts WHERE code = 'in:cash'), account_version = 99 WHERE transaction_id = 1 AND side = 1",
      /Transaction 1, .*changed/,
    ],
    [
      "another code of an account",
      "UPDATE ledger.accounts SET code = 'till:stolen' WHERE code = 'till'",
      /Transaction 1, .*changed/,
    ],
    [
      "a deleted entry",
      "DELETE FROM ledger.entries WHERE transaction_id = 1 AND side = 1",
      /Transaction 1, .*changed/,
    ],
    [
      "an added entry",
      "INSERT INTO ledger.entries (account_id, account_version, transaction_id, currency, layer, side, amount, balance_after, effective_on, metadata) SELECT account_id, 999, transaction_id, currency, layer, side, amount, balance_after, effective_on, metadata FROM ledger.entries WHERE transaction_id = 1",
      /Transaction 1, .*changed/,
    ],
    ["a deleted transaction", "DELETE FROM ledger.transactions WHERE id = 2", /Transaction 2, .*missing/],
    [
      "an added transaction",
      "INSERT INTO ledger.transactions (id, kind, mode, parent_id, idem_key, event_type, effective_on, belongs_on, posted_at, expires_at, xact_id, entry_count, metadata) SELECT 9999, kind, mode, parent_id, 'added', event_type, effective_on, belongs_on, posted_at, expires_at, xact_id, entry_count, metadata FROM ledger.transactions WHERE id = 1",
      /Transaction 9999 was added/,
    ],
    [
      "another hash of a key",
      "UPDATE ledger.keys SET request_hash = decode(repeat('00', 32), 'hex') WHERE idem_key = 'one'",
      /Transaction 1, .*changed/,
    ],
    ["a deleted key", "DELETE FROM ledger.keys WHERE idem_key = 'one'", /Transaction 1, .*changed/],
    [
      "another reason of a refusal",
      "UPDATE ledger.rejections SET reason = 'frozen'",
      /Refusal \d+, .*changed/,
    ],
    ["a deleted refusal", "DELETE FROM ledger.rejections", /Refusal \d+, .*missing/],
    [
      "an added refusal",
      "INSERT INTO ledger.rejections (id, idem_key, event_type, mode, effective_on, reason, account_id, balances_seen, request, refused_at, xact_id) SELECT 9999, 'added', event_type, mode, effective_on, reason, account_id, balances_seen, request, refused_at, xact_id FROM ledger.rejections",
      /Refusal 9999 was added/,
    ],
    [
      "another hash of a block",
      "UPDATE ledger.blocks SET hash = sha256('x') WHERE n = 1",
      /Block 1 was changed/,
    ],
    [
      "another link of a block",
      "UPDATE ledger.blocks SET prev_hash = sha256('x') WHERE n = 2",
      /Block 2 does not follow/,
    ],
    [
      "another window of a block",
      "UPDATE ledger.blocks SET xact_from = '1' WHERE n = 1",
      /Block 1 was changed/,
    ],
    [
      "other ids of a block",
      "UPDATE ledger.blocks SET ids = ids[2:], digests = substr(digests, 33) WHERE n = 1",
      /Block 1 was changed/,
    ],
    ["a deleted block", "DELETE FROM ledger.blocks WHERE n = 1", /Block 1 is missing/],
  ];

  it.each(TAMPERED)("finds %s, done as superuser", async (_, alter, named) => {
    const superuser = await connect();
    const tables = ["blocks", "keys", "rejections", "entries", "transactions", "accounts"];
    try {
      await superuser.query("SET session_replication_role = replica");
      for (const table of tables)
        await superuser.query(`CREATE TEMP TABLE kept_${table} AS TABLE ledger.${table}`);
      expect((await superuser.query(alter)).rowCount).toBeGreaterThan(0);
      const { stdout, status } = await ledger("verify");
      expect(status).toBe(1);
      expect(stdout).toMatch(new RegExp(`^ALTERED  ${named.source}`, "m"));
    } finally {
      for (const table of tables) {
        await superuser.query(`DELETE FROM ledger.${table}`);
        await superuser.query(`INSERT INTO ledger.${table} TABLE kept_${table}`);
      }
      await superuser.end();
    }
    expect((await ledger("verify")).status).toBe(0);
  });

  it("finds a tail that was cut off when a head was kept outside, and only then", async () => {
    const head = (await sealHead())!;
    const superuser = await connect();
    try {
      await superuser.query("SET session_replication_role = replica");
      await superuser.query("CREATE TEMP TABLE kept AS TABLE ledger.blocks");
      await superuser.query("DELETE FROM ledger.blocks WHERE n = $1", [head.block]);
      expect((await ledger("verify")).status).toBe(0);
      expect(await ledger("verify", "--head", `${head.block}:${head.hash}`)).toMatchObject({
        status: 1,
        stdout: expect.stringContaining(`ALTERED  Block ${head.block} is missing.\n`),
      });
    } finally {
      await superuser.query("DELETE FROM ledger.blocks");
      await superuser.query("INSERT INTO ledger.blocks TABLE kept");
      await superuser.end();
    }
  });

  it("sealed again over altered rows, is recognized by a head that was kept outside", async () => {
    const head = (await sealHead())!;
    const superuser = await connect();
    await superuser.query("SET session_replication_role = replica");
    await superuser.query("UPDATE ledger.transactions SET event_type = 'forged' WHERE id = 1");
    await superuser.query("DELETE FROM ledger.blocks");
    await superuser.end();
    await sealAll();
    expect((await ledger("verify")).status).toBe(0); // a chain that is whole in itself
    expect((await ledger("verify", "--head", `${head.block}:${head.hash}`)).status).toBe(1);
  });
});

describe("a command it does not understand", () => {
  it.each([
    [[], "No command was given."],
    [["bogus"], 'There is no command "bogus".'],
    [["check", "now"], "Unexpected: now."],
    [["check", "--as-of", "2026-01-01"], "--as-of cannot be used with check."],
    [["trial-balance", "--as-of", "2026-02-30"], '"2026-02-30" is not a date'],
    [["trial-balance", "--format", "csv"], "--format cannot be used with trial-balance."],
    [["toString"], 'There is no command "toString".'],
    [["statement", "--account", "cash", "--from", "2026-01-01"], "statement needs --to."],
    [["statement", "--account", "cash", "--from", "2026-01-01", "--to", "soon"], '"soon" is not a date'],
    [["close", "--through", "2026-01-31"], "close needs --by."],
    [["seal", "--since", "1"], "--since cannot be used with seal."],
    [["verify", "--since", "0"], "--since is the number of a block"],
    [["verify", "--head", "12"], "--head is a block, a colon"],
    [["verify", "--head", "12:0123"], "at least 16 digits"],
    [["verify", "--since", "14", "--head", "12:0123456789abcdef"], "--since must be 13 at most"],
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

/** As an operator starts it, in a separate process. */
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
