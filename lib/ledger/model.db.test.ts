// Random histories against a model in memory: what the database answers and where its counters stand must be what plain
// arithmetic says, and must not depend on how the requests were divided into calls. MODEL_RUNS=500 for more of them;
// a failure prints the seed and the path to see it again.
import fc from "fast-check";
import { expect, it } from "vitest";
import { addMonths, dateParts, fromParts, monthEnd, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { currencyExponent, fromMinor } from "@/lib/money/currency";
import { expectBooksHold, postAll } from "@/test/ledger-books";
import {
  ACCOUNTS,
  LedgerModel,
  MONITORS,
  type Asked,
  type Comparison,
  type Day,
  type Demand,
  type Field,
  type Kind,
  type Leg,
} from "@/test/ledger-model";
import { replayLog } from "@/test/ledger-replay";
import { balanceAtVersion } from "./account-at-version";
import { openAccounts } from "./accounts";
import { categorize, listCategories, openCategory } from "./categories";
import { closePeriod } from "./close-period";
import { expireHolds } from "./expire-holds";
import { setMonitor } from "./monitors";
import type { LedgerLine, PostingRequest, PostingResult } from "./posting-request";
import { getBalances } from "./queries";
import { createStatement, readStatement } from "./statements";

const RUNS = Number(process.env.MODEL_RUNS ?? 12);

/** What is generated; which transaction it settles or repeats is found when the history is laid out. */
type Step = {
  kind: Kind;
  mode: "authorize" | "record";
  moves: { from: number; to: number; amount: number; yen: boolean }[];
  pick: number;
  isPartial: boolean;
  demand: { field: Field; op: Comparison; off: number } | { stale: boolean } | null;
  on: Day;
  expires: boolean;
  /** An earlier request again, perhaps with another body. */
  repeat: { pick: number; isAltered: boolean } | null;
  /** What happens after it, in a separate call; `null` leaves the call open. */
  then: "close" | "statement" | "end" | null;
};

const day: fc.Arbitrary<Day> = fc.record({ month: fc.nat(2), day: fc.integer({ min: 1, max: 28 }) });
const seldom = <T>(weight: number, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: rare });

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Kind[]>("post", "post", "post", "hold", "hold", "settle", "release", "reversal"),
  mode: fc.constantFrom("authorize", "authorize", "record"),
  moves: fc.array(
    fc.record({
      from: fc.nat(3),
      to: fc.nat(3),
      amount: fc.integer({ min: 1, max: 900 }),
      yen: fc.boolean(),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  pick: fc.nat(50),
  isPartial: fc.boolean(),
  demand: seldom<NonNullable<Step["demand"]>>(
    1,
    fc.oneof(
      fc.record({
        field: fc.constantFrom<Field[]>("posted", "pending", "available"),
        op: fc.constantFrom<Comparison[]>("gt", "gte", "lt", "lte", "eq"),
        off: fc.constantFrom(-1, 0, 0, 0, 1),
      }),
      fc.record({ stale: fc.boolean() }),
    ),
  ),
  on: day,
  expires: fc.boolean(),
  repeat: seldom(6, fc.record({ pick: fc.nat(50), isAltered: fc.boolean() })),
  then: fc.constantFrom<Step["then"][]>(null, null, "end", "end", "end", "end", "statement", "close"),
});

type Placed = { asked: Asked; repeats: number | undefined; isAltered: boolean };
type Statement = { account: number; from: Day; to: Day };
/** A history, laid out: calls of requests, and what happens between them. */
type Event = { call: Placed[] } | { close: true } | { statement: Statement };

const reached = new Set<string>();
let runs = 0;

it("answers and counts like the model, however the requests are divided into calls", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 10, maxLength: 30, size: "max" }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
      async (steps, parts) => {
        const events = layOut(steps);
        const expected = runModel(events);
        const whole = await runDatabase(events);
        const parted = await runDatabase(events.flatMap((event) => divided(event, parts)));
        expected.outcomes.forEach((outcome) => reached.add(outcome));
        expected.model.notes.forEach((note) => reached.add(note.split(" ")[1]!));
        for (const ran of [whole, parted]) {
          expect(ran.outcomes).toEqual(expected.outcomes);
          expect(await ran.counters()).toEqual(
            ACCOUNTS.map((_, account) => expected.model.counters(account)),
          );
          expect(await ran.notes()).toEqual([...expected.model.notes].sort());
        }
        // One before the holds expire and one after, since they do so in both on a date of the second.
        await whole.compareBalances(expected.model);
        await whole.compareRollUps(expected.model);
        if ((await expire(expected.model, [whole, parted])) > 0) reached.add("expired");
        await parted.compareBalances(expected.model);
        await parted.compareRollUps(expected.model);
        for (const ran of [whole, parted]) expect(await ran.readStatements()).toEqual(expected.statements);
      },
    ),
    { numRuns: RUNS },
  );
  await expectBooksHold();
  // A history in which nothing happens proves nothing.
  const all = [
    "posted",
    "posted again",
    "insufficient-funds",
    "already-resolved",
    "key-conflict",
    "condition-failed",
  ];
  const more = ["version-conflict", "period-closed", "expired", "floor-alert", "balance-monitor"];
  for (const outcome of [...all, ...more]) expect(reached).toContain(outcome);
}, 300_000);

it("comes to the same balances when the whole log is posted again into empty books", async () => {
  const { transactions, differing } = await replayLog();
  expect(transactions).toBeGreaterThan(100);
  expect(differing).toEqual([]);
});

/** Two legs a move, in the currency of the move. */
function legsOf(moves: Step["moves"]): Leg[] {
  return moves.flatMap(({ from, to, amount, yen }): Leg[] => [
    { account: yen ? 4 + (to % 2) : to, side: 1, amount: BigInt(amount) },
    { account: yen ? 4 + (from % 2) : from, side: -1, amount: BigInt(amount) },
  ]);
}

/** Without money at the beginning nearly everything would be refused, and little be tried. */
const FUNDING: Step = {
  kind: "post",
  mode: "record",
  moves: [
    { from: 2, to: 0, amount: 3000, yen: false },
    { from: 3, to: 1, amount: 2000, yen: false },
    { from: 1, to: 0, amount: 1000, yen: true },
  ],
  pick: 0,
  isPartial: false,
  demand: null,
  on: { month: 0, day: 1 },
  expires: false,
  repeat: null,
  then: "end",
};

/** A step can only name what an earlier call has posted, so the model runs along. */
function layOut(steps: Step[]): Event[] {
  const events: Event[] = [{ call: [] }];
  const model = new LedgerModel();
  let finished: number[] = [];
  const keyed: number[] = [];
  for (const [index, step] of [FUNDING, ...steps].entries()) {
    const open = events.at(-1) as { call: Placed[] };
    const repeats = step.repeat && keyed.length > 0 ? keyed[step.repeat.pick % keyed.length] : undefined;
    const isChild = step.kind !== "post" && step.kind !== "hold";
    const parent = isChild ? pickParent(step, finished, model) : undefined;
    if (!isChild || parent !== undefined || repeats !== undefined) {
      const asked = askedOf(step, index, parent, model);
      open.call.push({ asked, repeats, isAltered: step.repeat?.isAltered ?? false });
      if (repeats === undefined) {
        model.apply(asked);
        keyed.push(index);
      }
    }
    if (step.then === null) continue;
    finished = [...model.known.keys()];
    if (step.then === "close" && model.closed < 2) {
      model.closed++;
      events.push({ close: true });
    } else if (step.then === "statement") {
      const account = step.pick % ACCOUNTS.length;
      events.push({
        statement: { account, from: { month: 0, day: step.on.day }, to: { month: 2, day: step.on.day } },
      });
    }
    events.push({ call: [] });
  }
  return events.filter((event) => !("call" in event) || event.call.length > 0);
}

function askedOf(step: Step, index: number, parent: number | undefined, model: LedgerModel): Asked {
  const { kind, mode, on } = step;
  const hasLegs = kind === "post" || kind === "hold" || (kind === "settle" && step.isPartial);
  const legs = !hasLegs
    ? []
    : kind === "settle" && parent !== undefined
      ? partOf(step, parent, model)
      : legsOf(step.moves);
  const asked: Asked = {
    index,
    kind,
    mode,
    legs,
    parent,
    demand: undefined,
    on,
    expires: kind === "hold" && step.expires,
  };
  const isLost = kind === "settle" && parent === undefined; // only there to repeat another one
  return legs.length === 0 || !step.demand || isLost
    ? asked
    : { ...asked, demand: demandOf(step.demand, asked, model) };
}

/** Of a hold mostly a part that fits, sometimes anything. */
function partOf({ pick, moves }: Step, parent: number, model: LedgerModel): Leg[] {
  const { kind, legs } = model.known.get(parent)!;
  if (kind !== "hold" || pick % 4 === 0) return legsOf(moves);
  const least = legs.reduce((low, { amount }) => (amount < low ? amount : low), legs[0]!.amount);
  return legs.slice(0, 2).map((leg) => ({ ...leg, amount: (least + 1n) / 2n }));
}

/** Just met, just missed, or off by one: by the balances that the request itself would make. */
function demandOf(demand: NonNullable<Step["demand"]>, asked: Asked, model: LedgerModel): Demand {
  const { account } = asked.legs[0]!;
  if ("stale" in demand) return { leg: 0, version: model.version(account) - (demand.stale ? 1n : 0n) };
  const { entries, known, closed } = model;
  const after = Object.assign(new LedgerModel(), structuredClone({ entries, known, closed }));
  after.apply({ ...asked, mode: "record" });
  return {
    leg: 0,
    field: demand.field,
    op: demand.op,
    amount: after.balance(account, demand.field) + BigInt(demand.off),
  };
}

/** Mostly what suits the kind, sometimes anything: both the rule and its refusal are to be met. */
function pickParent({ kind, pick }: Step, finished: number[], model: LedgerModel): number | undefined {
  const suits = (index: number) => (model.known.get(index)!.kind === "hold") !== (kind === "reversal");
  const suitable = pick % 5 === 0 ? [] : finished.filter(suits);
  const choice = suitable.length > 0 ? suitable : finished;
  return choice[pick % choice.length];
}

function divided(event: Event, parts: number[]): Event[] {
  if (!("call" in event)) return [event];
  const calls: Event[] = [];
  for (let n = 0, at = 0; at < event.call.length; at += parts[n++ % parts.length]!)
    calls.push({ call: event.call.slice(at, at + parts[n % parts.length]!) });
  return calls;
}

function runModel(events: Event[]) {
  const model = new LedgerModel();
  const first = new Map<number, string>();
  const outcomes: string[] = [];
  const statements: {
    opening: string;
    closing: string;
    version: string;
    lines: number;
    reproduced: boolean;
  }[] = [];
  for (const event of events) {
    if ("close" in event) model.closed++;
    else if ("statement" in event) statements.push(statementOf(model, event.statement));
    else
      for (const { asked, repeats, isAltered } of event.call) {
        if (repeats === undefined) first.set(asked.index, model.apply(asked));
        outcomes.push(
          repeats === undefined
            ? first.get(asked.index)!
            : isAltered
              ? "key-conflict"
              : `${first.get(repeats)} again`,
        );
      }
  }
  return { model, outcomes, statements };
}

function statementOf(model: LedgerModel, { account, from, to }: Statement) {
  const before = { month: from.month, day: from.day - 1 };
  const until = (asOf: Day) => amountOf(account, model.balance(account, "posted", { asOf }));
  const lines = model.entries[account]!.filter(
    ({ layer, on }) =>
      layer === 0 && !(on.month === 0 && on.day < from.day) && !(on.month === to.month && on.day > to.day),
  );
  return {
    opening: until(before),
    closing: until(to),
    version: String(model.version(account)),
    lines: lines.length,
    reproduced: true,
  };
}

function amountOf(account: number, minor: bigint): string {
  return fromMinor(minor, currencyExponent(ACCOUNTS[account]!.currency));
}

/** The same history in the database, on accounts and in its own months. */
async function runDatabase(events: Event[]) {
  const run = `run${runs++}`;
  const codes = ACCOUNTS.map(({ name }) => `${run}:${name}`);
  const base = await firstOpenMonth();
  const date = ({ month, day }: Day): IsoDate => {
    const parts = dateParts(addMonths(base, month));
    return fromParts({ ...parts, day });
  };
  await inTransaction((tx) => openBooks(tx, run, codes));
  const ids = new Map<number, string>();
  const sent = new Map<number, PostingRequest>();
  const outcomes: string[] = [];
  const statements: string[] = [];
  let closed = 0;
  for (const event of events) {
    if ("close" in event) {
      const through = monthEnd(addMonths(base, closed++));
      await inTransaction((tx) => closePeriod(tx, { through, by: "the model" }));
    } else if ("statement" in event) {
      const { account, from, to } = event.statement;
      const asked = { account: codes[account]!, from: date(from), to: date(to) };
      statements.push(await inTransaction((tx) => createStatement(tx, asked)));
    } else {
      const requests = event.call.map((placed) => asRequest(placed, run, codes, date, ids, sent));
      const results = await postAll(...requests);
      for (const [n, result] of results.entries()) {
        const { asked, repeats } = event.call[n]!;
        if (result.status === "posted" && repeats === undefined) ids.set(asked.index, result.transactionId);
        outcomes.push(word(result));
      }
    }
  }
  return { outcomes, date, ...readers(run, codes, ids, date, statements) };
}

/** What is compared with the model at the end. */
function readers(
  run: string,
  codes: string[],
  ids: Map<number, string>,
  date: (day: Day) => IsoDate,
  statements: string[],
) {
  const DAYS: Day[] = [0, 1, 2].flatMap((month) => [1, 14, 28].map((day) => ({ month, day })));
  return {
    counters: async () => {
      const rows = await db.ledgerAccount.findMany({
        where: { code: { in: codes } },
        include: { balance: true },
      });
      return codes.map((code) => {
        const row = rows.find((one) => one.code === code)!.balance!;
        const { postedDebits: pd, postedCredits: pc, pendingDebits: nd, pendingCredits: nc, version } = row;
        return { pd, pc, nd, nc, version };
      });
    },
    notes: async () => {
      const indexes = new Map([...ids].map(([index, id]) => [id, index]));
      const rows = await db.$queryRaw<{ topic: string; account: string; tx: string; value: string }[]>`
        SELECT topic, payload ->> 'account' AS account, payload ->> 'transactionId' AS tx,
          COALESCE(payload ->> 'balance', payload ->> 'available') AS value
        FROM ledger.outbox WHERE payload ->> 'account' = ANY (${codes}::text[])`;
      return rows
        .map(
          ({ topic, account, tx, value }) => `${indexes.get(tx)} ${topic} ${account.split(":")[1]} ${value}`,
        )
        .sort();
    },
    /** Today, on dates, at versions, and at versions on dates. */
    compareBalances: async (model: LedgerModel) => {
      const said = (account: number, when: { asOf?: Day; version?: bigint }) => ({
        posted: amountOf(account, model.balance(account, "posted", when)),
        pending: amountOf(account, model.balance(account, "pending", when)),
        available: amountOf(account, model.balance(account, "available", when)),
      });
      const now = await getBalances(codes);
      codes.forEach((code, account) => expect(now.get(code)).toMatchObject(said(account, {})));
      for (const asOf of DAYS) {
        const then = await getBalances(codes, { asOf: date(asOf) });
        codes.forEach((code, account) => expect(then.get(code)).toMatchObject(said(account, { asOf })));
      }
      for (const [account, code] of codes.entries()) {
        const version = model.version(account) / 2n;
        const asOf = DAYS[account]!;
        const at = { version: String(version) };
        expect(await balanceAtVersion(code, at)).toMatchObject(said(account, { version }));
        expect(await balanceAtVersion(code, { ...at, asOf: date(asOf) })).toMatchObject(
          said(account, { version, asOf }),
        );
      }
    },
    compareRollUps: async (model: LedgerModel) => {
      for (const asOf of [undefined, DAYS[4]!]) {
        const found = await listCategories(asOf ? { asOf: date(asOf) } : {});
        for (const [name, members] of Object.entries(CATEGORIES)) {
          const { balances, accounts } = found.find(({ code }) => code === `${run}:${name}`)!;
          expect(accounts).toBe(members.length);
          for (const currency of ["USD", "JPY"]) {
            const inside = members.filter((account) => ACCOUNTS[account]!.currency === currency);
            const sum = inside.reduce((total, account) => {
              const posted = model.balance(account, "posted", asOf ? { asOf } : {});
              return total + (ACCOUNTS[account]!.normalSide === "debit" ? posted : -posted);
            }, 0n);
            const told = balances.find((balance) => balance.currency === currency);
            expect(told?.posted).toBe(inside.length > 0 ? amountOf(inside[0]!, sum) : undefined);
          }
        }
      }
    },
    readStatements: async () => {
      const found = await Promise.all(statements.map((id) => readStatement(id)));
      return found.map((one) => {
        const { opening, closing, version, lines, reproduced } = one!;
        return { opening, closing, version, lines: lines.length, reproduced };
      });
    },
  };
}

/** Each with all accounts in it or below it; `left` is below `all` and, with `right`, below `both`. */
const CATEGORIES = { all: [0, 1, 2, 4], left: [0, 1, 4], right: [0, 3], both: [0, 1, 3, 4] };

async function openBooks(tx: Parameters<typeof openAccounts>[0], run: string, codes: string[]) {
  await openAccounts(
    tx,
    ACCOUNTS.map(({ normalSide, floor, currency }, account) => ({
      code: codes[account]!,
      name: codes[account]!,
      normalSide,
      currency,
      minAvailable: floor === null ? null : amountOf(account, floor),
    })),
  );
  for (const { account, amount, ...monitor } of MONITORS) {
    const { currency } = ACCOUNTS[account]!;
    const asked = { ...monitor, account: codes[account]!, name: "a threshold", currency };
    await setMonitor(tx, { ...asked, amount: amountOf(account, amount) });
  }
  const category = (name: string, parent?: string) =>
    openCategory(tx, {
      code: `${run}:${name}`,
      name,
      normalSide: "debit",
      ...(parent && { parent: `${run}:${parent}` }),
    });
  for (const name of ["all", "both"]) await category(name);
  for (const [name, parent] of [
    ["left", "all"],
    ["left", "both"],
    ["right", "both"],
  ] as const)
    await category(name, parent);
  await categorize(
    tx,
    `${run}:left`,
    [0, 1, 4].map((account) => codes[account]!),
  );
  await categorize(
    tx,
    `${run}:right`,
    [0, 3].map((account) => codes[account]!),
  );
  await categorize(
    tx,
    `${run}:all`,
    [0, 2].map((account) => codes[account]!),
  ); // one of them is below it already
}

async function firstOpenMonth(): Promise<IsoDate> {
  const closed = await db.$queryRaw<{ first: string }[]>`
    SELECT COALESCE(max(closed_through) + 1, '2026-01-01')::text AS first FROM ledger.periods`;
  return closed[0]!.first as IsoDate;
}

/** Waits until the holds that have a lifetime are over, in all runs, and lets them expire; the model releases them. */
async function expire(model: LedgerModel, ran: Awaited<ReturnType<typeof runDatabase>>[]): Promise<number> {
  const due = model.expiring();
  const on: Day = { month: 2, day: 20 };
  if (due.length > 0) await new Promise((resolve) => setTimeout(resolve, 1050));
  // Holds of both runs are released by one call, so on one date: that of the last run, where all is open.
  const released = await expireHolds({ effectiveOn: ran.at(-1)!.date(on) });
  expect(released).toBe(due.length * ran.length);
  for (const parent of due) {
    const index = 1000 + parent;
    const common = { index, legs: [], parent, demand: undefined, on, expires: false };
    expect(model.apply({ ...common, kind: "release", mode: "record" })).toBe("posted");
  }
  return due.length;
}

function asRequest(
  { asked, repeats, isAltered }: Placed,
  run: string,
  codes: string[],
  date: (day: Day) => IsoDate,
  ids: Map<number, string>,
  sent: Map<number, PostingRequest>,
): PostingRequest {
  if (repeats !== undefined) {
    const again = sent.get(repeats)!;
    return isAltered ? { ...again, eventType: "altered" } : again;
  }
  const { index, kind, mode, legs, parent, demand, on, expires } = asked;
  const request: PostingRequest = {
    key: `${run}:${index}`,
    kind,
    mode,
    eventType: "random",
    effectiveOn: date(on),
    ...(parent !== undefined && { parentId: ids.get(parent)! }),
    ...(expires && { expiresAfter: 1 }),
    ...(legs.length > 0 && {
      lines: legs.map((leg, n): LedgerLine => ({
        account: codes[leg.account]!,
        side: leg.side === 1 ? "debit" : "credit",
        amount: amountOf(leg.account, leg.amount),
        currency: ACCOUNTS[leg.account]!.currency,
        ...(demand?.leg === n && demandAsSaid(leg.account, demand)),
      })),
    }),
  };
  sent.set(index, request);
  return request;
}

function demandAsSaid(account: number, demand: Demand): Partial<LedgerLine> {
  if ("version" in demand) return { expectedVersion: String(demand.version) };
  return { conditions: [{ balance: demand.field, op: demand.op, amount: amountOf(account, demand.amount) }] };
}

function word(result: PostingResult): string {
  const outcome = result.status === "posted" ? "posted" : result.reason;
  return result.replayed ? `${outcome} again` : outcome;
}
