// The batcher against a real server, and against everything that can happen on the way to one.
import fc from "fast-check";
import type pg from "pg";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { DomainError } from "@/lib/errors";
import { child, connect, move, open, posted, postOne, request, size } from "@/test/ledger-books";
import { startProxy, type Fate, type Proxy } from "@/test/faults/proxy";
import { freePort } from "@/scripts/embedded-postgres";
import { createBatcher, type Batcher, type BatcherOptions } from "./batcher";
import type { LedgerError } from "./ledger-error";
import type { PostingRequest } from "./posting-request";

const URL_OF_TEST = process.env.DATABASE_URL!;
const PORT = Number(new URL(URL_OF_TEST).port);

const batchers: Batcher[] = [];
function batcherWith(options: BatcherOptions = {}): Batcher {
  const made = createBatcher({ connectionString: URL_OF_TEST, ...options });
  batchers.push(made);
  return made;
}
afterEach(async () => {
  await Promise.all(batchers.splice(0).map((batcher) => batcher.close()));
});
beforeAll(() => open("owed:a", "owed:b", "owed:c"));

let keys = 0;
const deposit = (more: Partial<PostingRequest> = {}) =>
  request(`deposit:${keys++}`, move("1.00", "owed:a", "cash"), more);
const callsOf = (batcher: Batcher) => [...batcher.batchSizes().values()].reduce((sum, n) => sum + n, 0);

/** What the books say of a key. */
async function stored(...asked: PostingRequest[]): Promise<(string | null)[]> {
  const owner = await connect();
  try {
    const { rows } = await owner.query<{ outcome: string | null }>(
      "SELECT k.outcome FROM unnest($1::text[]) WITH ORDINALITY u (key, n) LEFT JOIN ledger.keys k ON k.idem_key = u.key ORDER BY n",
      [asked.map(({ key }) => key)],
    );
    return rows.map(({ outcome }) => outcome);
  } finally {
    await owner.end();
  }
}

/** Holds the account, so that postings to it wait, while `work` runs; `let go` ends that early. */
async function holding<T>(
  account: string,
  work: (letGo: () => Promise<void>, owner: pg.Client) => Promise<T>,
) {
  const holder = await connect();
  const owner = await connect();
  await holder.query("BEGIN");
  await holder.query(
    "SELECT 1 FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE a.code = $1 FOR UPDATE OF b",
    [account],
  );
  let held = true;
  const letGo = async () => {
    if (held) await holder.query("ROLLBACK");
    held = false;
  };
  try {
    return await work(letGo, owner);
  } finally {
    await letGo();
    await holder.end();
    await owner.end();
  }
}

/** The backend that posts and waits, as soon as there is one. */
async function waitingBackend(owner: pg.Client): Promise<number> {
  for (;;) {
    const { rows } = await owner.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%ledger.post(%'
         AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()`,
    );
    if (rows[0]) return rows[0].pid;
    await pause(5);
  }
}

describe("callers", () => {
  it("are served alone, and at once, when there is only one", async () => {
    const batcher = batcherWith();
    await batcher.submit(deposit()); // connects
    const times: number[] = [];
    for (let n = 0; n < 20; n++) {
      const from = performance.now();
      await batcher.submit(deposit());
      times.push(performance.now() - from);
    }
    expect(batcher.batchSizes()).toEqual(new Map([[1, 21]]));
    expect(Math.min(...times), "a timer would hold each of them up").toBeLessThan(100);
  });

  it("that come together go together, in the order in which they came", async () => {
    const batcher = batcherWith();
    const asked = Array.from({ length: 100 }, () => deposit());
    const results = await Promise.all(asked.map((one) => batcher.submit(one)));
    expect(callsOf(batcher)).toBeLessThanOrEqual(3);
    const ids = results.map((result) => (result.status === "posted" ? BigInt(result.transactionId) : 0n));
    expect(ids).toEqual([...ids].sort((a, b) => (a < b ? -1 : 1)));
  });

  it("go in calls of at most the cap, by as many writers as there are", async () => {
    const batcher = batcherWith({ cap: 7, writers: 3 });
    await Promise.all(Array.from({ length: 50 }, () => batcher.submit(deposit())));
    expect(Math.max(...batcher.batchSizes().keys())).toBe(7);
    expect(callsOf(batcher)).toBe(8);
  });

  it("each get their own outcome, with a refusal among the others", async () => {
    const batcher = batcherWith();
    const id = await posted(deposit());
    const [plain, refused, reversal, again, twin, other] = await Promise.all(
      [
        deposit(),
        request("too much", move("9999999.00", "cash", "owed:a")),
        child("reversal", "reversal:1", id),
        child("reversal", "reversal:2", id),
        child("reversal", "reversal:1", id),
        { ...child("reversal", "reversal:1", id), eventType: "other" },
      ].map((one) => batcher.submit(one)),
    );
    expect(plain).toMatchObject({ status: "posted", replayed: false });
    expect(refused).toMatchObject({ status: "refused", reason: "insufficient-funds", account: "cash" });
    expect(reversal).toMatchObject({ status: "posted", replayed: false });
    expect(again).toMatchObject({ status: "refused", reason: "already-reversed" });
    expect(twin).toEqual({ ...reversal, replayed: true });
    expect(other).toMatchObject({ status: "refused", reason: "key-conflict" });
    expect(callsOf(batcher)).toBe(1);
  });

  it("with one key in two processes and accounts apart end with one posting", async () => {
    const [one, two] = [batcherWith(), batcherWith()];
    await open("owed:d", "owed:e");
    for (let n = 0; n < 10; n++) {
      const [a, b] = await Promise.all([
        one.submit(request(`apart:${n}`, move("1.00", "owed:b", "owed:c"))),
        two.submit(request(`apart:${n}`, move("1.00", "owed:d", "owed:e"))),
      ]);
      expect([a.status, b.status].sort()).toEqual(["posted", "refused"]);
      expect(a.status === "refused" ? a : b).toMatchObject({ reason: "key-conflict" });
    }
  });
});

describe("a bad item", () => {
  const huge = "90000000000000000.00";
  it.each<[string, () => PostingRequest, object]>([
    [
      "unbalanced",
      () =>
        deposit({ lines: [...move("1.00", "owed:a", "cash"), ...move("1.00", "owed:a", "cash").slice(1)] }),
      { reason: "unbalanced" },
    ],
    [
      "of an unknown account",
      () => deposit({ lines: move("1.00", "owed:nobody", "cash") }),
      { reason: "unknown-account" },
    ],
    [
      "of an unknown parent",
      () => child("release", `release:${keys++}`, "999999999"),
      { reason: "unknown-transaction" },
    ],
    [
      "beyond what a balance can count",
      () => deposit({ lines: [...move(huge, "owed:a", "owed:b"), ...move(huge, "owed:a", "owed:b")] }),
      { reason: "out-of-range" },
    ],
    ["with a key that no text can hold", () => ({ ...deposit(), key: "a\u0000b" }), { code: "22021" }],
    ["that cannot even be written down", () => deposit({ metadata: { amount: 1n as never } }), TypeError],
  ])("%s gets its own error and fails no other", async (_, bad, error) => {
    const batcher = batcherWith();
    const good = Array.from({ length: 40 }, () => deposit());
    const asked = [...good.slice(0, 17), bad(), ...good.slice(17, 30), bad(), ...good.slice(30)];
    const settled = await Promise.allSettled(asked.map((one) => batcher.submit(one)));
    for (const [n, outcome] of settled.entries()) {
      if (n !== 17 && n !== 31)
        expect(outcome).toMatchObject({ value: { status: "posted", replayed: false } });
      else if (outcome.status === "fulfilled") expect.fail("it was posted");
      else if (typeof error === "function") expect(outcome.reason).toBeInstanceOf(error);
      else expect(outcome.reason).toMatchObject(error);
    }
    expect(await stored(...good)).toEqual(good.map(() => "posted"));
  });

  it("that fails at COMMIT gets an error, and the others are posted", async () => {
    const owner = await connect();
    await owner.query(`
      CREATE FUNCTION public.fail_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.event_type = 'fails at commit' THEN RAISE EXCEPTION 'not today' USING ERRCODE = '22000'; END IF; RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER fail_at_commit AFTER INSERT ON ledger.transactions DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.fail_at_commit()`);
    try {
      const batcher = batcherWith();
      const [first, bad, last] = [deposit(), deposit({ eventType: "fails at commit" }), deposit()];
      const settled = await Promise.allSettled([first, bad, last].map((one) => batcher.submit(one)));
      expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(settled[1]).toMatchObject({ reason: { code: "22000" } });
      expect(await stored(first, bad, last)).toEqual(["posted", null, "posted"]);
    } finally {
      await owner.query(
        "DROP TRIGGER fail_at_commit ON ledger.transactions; DROP FUNCTION public.fail_at_commit",
      );
      await owner.end();
    }
  });
});

it("answers nobody before COMMIT", async () => {
  const owner = await connect();
  await owner.query(`
    CREATE FUNCTION public.wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      PERFORM pg_advisory_xact_lock(424242); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON ledger.commits DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION public.wait_at_commit();
    SELECT pg_advisory_lock(424242)`);
  try {
    const asked = deposit();
    let told = false;
    const outcome = batcherWith()
      .submit(asked)
      .finally(() => (told = true));
    await waitingBackend(owner); // all is written, and the commit waits
    await pause(100);
    expect(told).toBe(false);
    expect(await stored(asked)).toEqual([null]);
    await owner.query("SELECT pg_advisory_unlock(424242)");
    expect(await outcome).toMatchObject({ status: "posted", replayed: false });
    expect(await stored(asked)).toEqual(["posted"]);
  } finally {
    await owner.query(
      "SELECT pg_advisory_unlock_all(); DROP TRIGGER wait_at_commit ON ledger.commits; DROP FUNCTION public.wait_at_commit",
    );
    await owner.end();
  }
});

describe("a caller learns what is known when", () => {
  it("the queue is full", async () => {
    const batcher = batcherWith({ cap: 1, queueLimit: 2 });
    await holding("cash", async (letGo, owner) => {
      const first = batcher.submit(deposit());
      await waitingBackend(owner);
      const waiting = [batcher.submit(deposit()), batcher.submit(deposit())];
      const late = deposit();
      await expect(batcher.submit(late)).rejects.toMatchObject({ reason: "overloaded" });
      await letGo();
      const results = await Promise.all([first, ...waiting]);
      expect(results.map(({ status }) => status)).toEqual(["posted", "posted", "posted"]);
      expect(await stored(late)).toEqual([null]);
    });
  });

  it("its time is over before it was sent, or while an account was held by somebody else", async () => {
    const batcher = batcherWith({ cap: 1, deadlineMs: 3000 });
    await holding("cash", async () => {
      const [sent, unsent] = [deposit(), deposit()];
      const outcomes = [batcher.submit(sent), batcher.submit(unsent)];
      const settled = await Promise.allSettled(outcomes);
      expect(settled[1]).toMatchObject({ status: "rejected", reason: { reason: "deadline" } });
      expect(["unavailable", "unknown"]).toContain((settled[0] as { reason: LedgerError }).reason.reason);
      expect(await stored(unsent)).toEqual([null]);
    });
  });

  it("there is no server: nothing was posted", async () => {
    const connectionString = URL_OF_TEST.replace(`:${PORT}/`, `:${await freePort()}/`);
    const batcher = batcherWith({ connectionString, deadlineMs: 300 });
    await expect(batcher.submit(deposit())).rejects.toMatchObject({ reason: "unavailable" });
  });

  it("the server lets nobody in, or has no room: nothing was posted", async () => {
    const connectionString = URL_OF_TEST.replace("modern_lending_app@", "wrong-password@");
    const batcher = batcherWith({ connectionString, deadlineMs: 300 });
    const settled = await Promise.allSettled([deposit(), deposit()].map((one) => batcher.submit(one)));
    for (const outcome of settled) expect(outcome).toMatchObject({ reason: { reason: "unavailable" } });
  });

  it("the server never answers: it is not known, and asking again under the same key answers it", async () => {
    await through(["stall"], { deadlineMs: 3000 }, async (batcher) => {
      const asked = deposit();
      const from = performance.now();
      await expect(batcher.submit(asked)).rejects.toMatchObject({ reason: "unknown" });
      expect(performance.now() - from).toBeLessThan(15_000);
      expect(await batcherWith().submit(asked)).toMatchObject({ status: "posted" });
    });
  });

  it("the answer was lost, and then nobody is let in: the doubt stays, whatever later attempts end in", async () => {
    const owner = await connect();
    const limit = (n: number) =>
      owner.query(`ALTER DATABASE ${new URL(URL_OF_TEST).pathname.slice(1)} CONNECTION LIMIT ${n}`);
    try {
      await through(["pass", "cut-after"], { deadlineMs: 3000 }, async (batcher) => {
        await batcher.submit(deposit());
        await limit(0);
        const asked = deposit();
        await expect(batcher.submit(asked)).rejects.toMatchObject({ reason: "unknown" });
        expect(await stored(asked)).toEqual(["posted"]);
        await limit(-1);
        expect(await batcher.submit(asked)).toMatchObject({ status: "posted", replayed: true });
      });
    } finally {
      await limit(-1);
      await owner.end();
    }
  });

  it("it is closing", async () => {
    const batcher = batcherWith();
    const asked = [deposit(), deposit()];
    const under = asked.map((one) => batcher.submit(one));
    const closing = batcher.close();
    await expect(batcher.submit(deposit())).rejects.toMatchObject({ reason: "unavailable" });
    await closing;
    expect((await Promise.all(under)).map(({ status }) => status)).toEqual(["posted", "posted"]);
  });
});

describe("a lost connection ends in the truth", () => {
  it("when the backend is terminated in the middle of the call", async () => {
    const batcher = batcherWith();
    const asked = [deposit(), deposit(), deposit()];
    await holding("cash", async (letGo, owner) => {
      const outcomes = asked.map((one) => batcher.submit(one));
      await owner.query("SELECT pg_terminate_backend($1)", [await waitingBackend(owner)]);
      await letGo();
      expect((await Promise.all(outcomes)).map(({ status }) => status)).toEqual([
        "posted",
        "posted",
        "posted",
      ]);
    });
  });

  it("when the call is canceled", async () => {
    const batcher = batcherWith();
    await holding("cash", async (letGo, owner) => {
      const outcome = batcher.submit(deposit());
      await owner.query("SELECT pg_cancel_backend($1)", [await waitingBackend(owner)]);
      await letGo();
      expect(await outcome).toMatchObject({ status: "posted", replayed: false });
    });
  });

  it.each<[Fate, boolean]>([
    ["cut-before", false],
    ["cut-after", true],
    ["cut-end", true],
  ])("when the fate of the call is %s: posted once", async (fate, isReplay) => {
    await through([fate], {}, async (batcher) => {
      const before = await size();
      const results = await Promise.all([deposit(), deposit()].map((one) => batcher.submit(one)));
      expect(results).toMatchObject([
        { status: "posted", replayed: isReplay },
        { status: "posted", replayed: isReplay },
      ]);
      expect((await size()).transactions).toBe(before.transactions! + 2n);
    });
  });
});

type Plan = { kind: "good" | "refused" | "poison" | "twin"; turns: number };
type How = Required<Pick<BatcherOptions, "cap" | "writers" | "deadlineMs">>;
/** What chance may not bring about in so few runs. */
const everyWord: [Fate[], Plan[], How][] = [
  [
    [],
    (["good", "refused", "poison"] as const).map((kind) => ({ kind, turns: 0 })),
    { cap: 3, writers: 1, deadlineMs: 10_000 },
  ],
  [["stall"], [{ kind: "good", turns: 0 }], { cap: 1, writers: 1, deadlineMs: 3000 }],
];

it("settles every caller once with the truth, whatever gets lost and however callers come", async () => {
  const fates = fc.array(
    fc.constantFrom<Fate[]>(
      "pass",
      "pass",
      "pass",
      "cut-before",
      "cut-midway",
      "cut-after",
      "cut-end",
      "stall",
    ),
    { maxLength: 12 },
  );
  const plan = fc.record({
    kind: fc.constantFrom<Plan["kind"][]>("good", "good", "good", "refused", "poison", "twin"),
    turns: fc.nat(3),
  });
  const options = fc.record({
    cap: fc.integer({ min: 1, max: 9 }),
    writers: fc.integer({ min: 1, max: 2 }),
    deadlineMs: fc.constantFrom<number[]>(100, 300, 900),
  });
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fates,
      fc.array(plan, { minLength: 1, maxLength: 25 }),
      options,
      async (lost, plans, how) => {
        await through(lost, how, async (batcher) => {
          const asked = plans.map((one, n) => requestOf(one, n));
          const settlements = asked.map(() => 0);
          const under: Promise<PromiseSettledResult<unknown>[]>[] = [];
          for (const [n, one] of asked.entries()) {
            for (let turn = 0; turn < plans[n]!.turns; turn++) await new Promise(setImmediate);
            const outcome = batcher.submit(one).finally(() => settlements[n]!++);
            under.push(Promise.allSettled([outcome]));
          }
          const outcomes = (await Promise.all(under)).flat();
          await quiet();
          expect(settlements).toEqual(asked.map(() => 1));
          outcomes.forEach((outcome) => reached.add(word(outcome)));
          for (const one of new Set(asked))
            await expectTruth(one, new Set(outcomes.filter((_, n) => asked[n] === one).map(word)));
        });
      },
    ),
    { numRuns: Number(process.env.MODEL_RUNS ?? 20), examples: everyWord },
  );
  for (const told of ["posted", "refused", "unknown-account", "unknown"]) expect(reached).toContain(told);
}, 300_000);

let plans = 0;
let last: PostingRequest;
function requestOf({ kind }: Plan, n: number): PostingRequest {
  if (kind === "twin" && n > 0) return last;
  const key = `plan:${plans++}`;
  last =
    kind === "poison"
      ? request(key, move("1.00", "owed:nobody", "cash"))
      : kind === "refused"
        ? request(key, move("9999999.00", "cash", "owed:a"))
        : request(key, move("0.01", "owed:a", "cash"));
  return last;
}

function word(outcome: PromiseSettledResult<unknown>): string {
  if (outcome.status === "fulfilled") return (outcome.value as { status: string }).status;
  return outcome.reason instanceof DomainError ? "conflict" : String((outcome.reason as LedgerError).reason);
}

/** What the callers of one key were answered, against the books; where nobody knows, asking again answers it. */
async function expectTruth(asked: PostingRequest, told: Set<string>) {
  const [inBooks] = await stored(asked);
  for (const word of told) {
    if (word === "posted" || word === "refused" || inBooks === null) continue;
    // Nothing was posted for this caller; it is in the books only where a twin was luckier, or does not know.
    expect(["unknown", "unavailable", "deadline"]).toContain(word);
    expect(told.has(inBooks!) || told.has("unknown")).toBe(true);
  }
  for (const word of ["posted", "refused"]) if (told.has(word)) expect(inBooks).toBe(word);
  if (!told.has("unknown")) return;
  const again = await postOne(asked).catch((error: LedgerError) => error.reason);
  if (again === "unknown-account") return expect(inBooks).toBeNull();
  expect(again).toMatchObject(inBooks === null ? { replayed: false } : { status: inBooks, replayed: true });
}

/** A batcher behind a road on which the calls have these fates, and then none. */
async function through(
  fates: Fate[],
  options: BatcherOptions,
  work: (batcher: Batcher, proxy: Proxy) => Promise<void>,
) {
  const proxy = await startProxy(PORT, (call) => fates[call] ?? "pass");
  const batcher = createBatcher({
    connectionString: URL_OF_TEST.replace(`:${PORT}/`, `:${proxy.port}/`),
    ...options,
  });
  try {
    await work(batcher, proxy);
  } finally {
    await batcher.close();
    await proxy.close();
  }
}

/** Waits until no backend is still at work on a call whose caller has gone. */
async function quiet() {
  const owner = await connect();
  try {
    for (;;) {
      const { rows } = await owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'
           AND query LIKE '%ledger.post(%' AND pid <> pg_backend_pid()`,
      );
      if (rows[0]!.n === 0) return;
      await pause(5);
    }
  } finally {
    await owner.end();
  }
}

function pause(ms: number) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
