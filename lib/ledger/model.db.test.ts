// Random histories against a model of a few lines: what the database answers and where its counters stand must be what
// plain arithmetic says, and must not depend on how the requests were divided into calls.
import fc from "fast-check";
import { expect, it } from "vitest";
import { addDays } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { fromCents } from "@/lib/money/money";
import { DAY, expectBooksHold, postAll } from "@/test/ledger-books";
import { openAccounts } from "./accounts";
import type { PostingRequest, PostingResult } from "./posting-request";
import { getBalances } from "./queries";

const ACCOUNTS = [
  { name: "pool", normalSide: "debit", floor: 0n },
  { name: "reserve", normalSide: "debit", floor: -500n },
  { name: "owed", normalSide: "credit", floor: 0n },
  { name: "income", normalSide: "credit", floor: null },
] as const;

type Step = {
  kind: PostingRequest["kind"];
  mode: PostingRequest["mode"];
  /** Amounts from one account to another, in cents. */
  moves: { from: number; to: number; cents: number }[];
  /** Which of the transactions before this call is settled, released or reversed. */
  pick: number;
  isPartial: boolean;
  day: number;
  /** Which earlier request is sent again, and whether with another body. */
  repeat: { pick: number; isAltered: boolean } | null;
  endsCall: boolean;
};

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step["kind"][]>("post", "post", "hold", "hold", "settle", "release", "reversal"),
  mode: fc.constantFrom<Step["mode"][]>("authorize", "authorize", "record"),
  moves: fc.array(fc.record({ from: fc.nat(3), to: fc.nat(3), cents: fc.integer({ min: 1, max: 900 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  pick: fc.nat(50),
  isPartial: fc.boolean(),
  day: fc.nat(5),
  repeat: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ pick: fc.nat(50), isAltered: fc.boolean() }) },
  ),
  endsCall: fc.boolean(),
});

type Leg = { account: number; side: 1 | -1; cents: bigint };
type Known = { step: Step; kind: Step["kind"]; legs: Leg[]; resolved: boolean; reversed: boolean };

/** Without money at the beginning nearly everything would be refused, and little be tried. */
const FUNDING: Step = {
  kind: "post",
  mode: "record",
  moves: [
    { from: 2, to: 0, cents: 3000 },
    { from: 3, to: 1, cents: 2000 },
  ],
  pick: 0,
  isPartial: false,
  day: 0,
  repeat: null,
  endsCall: true,
};

/** The rules again, in memory and one request at a time. */
class Model {
  readonly counters = ACCOUNTS.map(() => ({ pd: 0n, pc: 0n, nd: 0n, nc: 0n, version: 0n }));
  readonly known = new Map<number, Known>();

  available(account: number) {
    const { pd, pc, nd, nc } = this.counters[account]!;
    return ACCOUNTS[account]!.normalSide === "debit" ? pd - pc - nc : pc - pd - nd;
  }

  apply(index: number, asked: Step, parentIndex: number | undefined): string {
    const parent = parentIndex === undefined ? undefined : this.known.get(parentIndex);
    if (parent) {
      if (asked.kind === "reversal") {
        if (parent.kind !== "post" && parent.kind !== "settle") return "not-reversible";
        if (parent.reversed) return "already-reversed";
      } else {
        if (parent.kind !== "hold") return "not-a-hold";
        if (parent.resolved) return "already-resolved";
      }
    }
    const own = legsOf(asked.moves);
    if (asked.kind === "settle" && asked.isPartial) {
      const sum = (legs: Leg[], of: Leg) =>
        legs
          .filter((leg) => leg.account === of.account && leg.side === of.side)
          .reduce((total, leg) => total + leg.cents, 0n);
      if (own.some((leg) => sum(own, leg) > sum(parent!.legs, leg))) return "exceeds-hold";
    }
    const settled = asked.kind === "settle" ? (asked.isPartial ? own : parent!.legs) : [];
    const pending =
      asked.kind === "hold"
        ? own
        : parent && asked.kind !== "reversal"
          ? parent.legs.map((leg) => ({ ...leg, cents: -leg.cents }))
          : [];
    const posted =
      asked.kind === "post"
        ? own
        : asked.kind === "reversal"
          ? parent!.legs.map((leg): Leg => ({ ...leg, side: leg.side === 1 ? -1 : 1 }))
          : settled;

    const before = this.counters.map((counter) => ({ ...counter }));
    const had = ACCOUNTS.map((_, account) => this.available(account));
    for (const { account, side, cents } of pending) this.add(account, side === 1 ? "nd" : "nc", cents);
    for (const { account, side, cents } of posted) this.add(account, side === 1 ? "pd" : "pc", cents);
    const mode = asked.kind === "settle" || asked.kind === "release" ? "record" : asked.mode;
    const isBroken = ACCOUNTS.some(
      ({ floor }, account) =>
        floor !== null && this.available(account) < had[account]! && this.available(account) < floor,
    );
    if (isBroken && mode === "authorize") {
      this.counters.splice(0, before.length, ...before);
      return "insufficient-funds";
    }
    if (parent && asked.kind === "reversal") parent.reversed = true;
    else if (parent) parent.resolved = true;
    this.known.set(index, {
      step: asked,
      kind: asked.kind,
      legs: asked.kind === "hold" ? own : posted,
      resolved: false,
      reversed: false,
    });
    return "posted";
  }

  private add(account: number, counter: "pd" | "pc" | "nd" | "nc", cents: bigint) {
    this.counters[account]![counter] += cents;
    this.counters[account]!.version += 1n;
  }
}

function legsOf(moves: Step["moves"]): Leg[] {
  return moves.flatMap(({ from, to, cents }): Leg[] => [
    { account: to, side: 1, cents: BigInt(cents) },
    { account: from, side: -1, cents: BigInt(cents) },
  ]);
}

let runs = 0;
const reached = new Set<string>();

it("answers and counts like the model, however the requests are divided into calls", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: "max" }), async (steps) => {
      const calls = divide([FUNDING, ...steps]);
      const expected = modelRun(calls);
      const many = await databaseRun(calls, (call) => [call]);
      const single = await databaseRun(calls, (call) => call.map((one) => [one]));
      expected.outcomes.forEach((outcome) => reached.add(outcome));
      expect(many.outcomes).toEqual(expected.outcomes);
      expect(single.outcomes).toEqual(expected.outcomes);
      expect(many.counters).toEqual(expected.counters);
      expect(single.counters).toEqual(expected.counters);
    }),
    { numRuns: 15 },
  );
  await expectBooksHold();
  // A history in which nothing happens proves nothing.
  for (const outcome of [
    "posted",
    "posted again",
    "insufficient-funds",
    "already-resolved",
    "key-conflict",
  ]) {
    expect(reached).toContain(outcome);
  }
});

it("gives on each date and for each account the balances that adding up its entries gives", async () => {
  const accounts = await db.ledgerAccount.findMany({ include: { entries: true } });
  const codes = accounts.map(({ code }) => code);
  for (let day = -1; day <= 6; day++) {
    const asOf = addDays(DAY, day);
    const balances = await getBalances(codes, { asOf });
    for (const { code, normalSide, entries } of accounts) {
      const until = entries.filter(({ effectiveOn }) => effectiveOn.toISOString().slice(0, 10) <= asOf);
      const sum = (layer: number, side: number) =>
        until
          .filter((entry) => entry.layer === layer && entry.side === side)
          .reduce((total, { amount }) => total + amount, 0n);
      const posted = BigInt(normalSide) * (sum(0, 1) - sum(0, -1));
      expect(balances.get(code)).toMatchObject({
        posted: fromCents(posted).toFixed(2),
        pendingIn: fromCents(sum(1, normalSide)).toFixed(2),
        available: fromCents(posted - sum(1, -normalSide)).toFixed(2),
      });
    }
  }
});

/** A step in its place: which earlier one it resolves or repeats. It can only name what an earlier call has posted. */
type Placed = { index: number; step: Step; parent: number | undefined; repeats: number | undefined };

function divide(steps: Step[]): Placed[][] {
  const calls: Placed[][] = [[]];
  const model = new Model();
  let finished: number[] = [];
  const keyed: number[] = [];
  for (const [index, step] of steps.entries()) {
    const repeats = step.repeat && keyed.length > 0 ? keyed[step.repeat.pick % keyed.length] : undefined;
    const needsParent = !["post", "hold"].includes(step.kind);
    const parent = needsParent ? pickParent(step, finished, model) : undefined;
    if (needsParent && parent === undefined && repeats === undefined) continue;
    calls.at(-1)!.push({ index, step, parent, repeats });
    if (repeats === undefined) {
      model.apply(index, step, parent);
      keyed.push(index);
    }
    if (step.endsCall) {
      calls.push([]);
      finished = [...model.known.keys()];
    }
  }
  return calls.filter((call) => call.length > 0);
}

/** Mostly what suits the kind, sometimes anything: both the rule and its refusal are to be met. */
function pickParent({ kind, pick }: Step, finished: number[], model: Model): number | undefined {
  const suits = (index: number) => (model.known.get(index)!.kind === "hold") !== (kind === "reversal");
  const suitable = pick % 5 === 0 ? [] : finished.filter(suits);
  const choice = suitable.length > 0 ? suitable : finished;
  return choice[pick % choice.length];
}

function modelRun(calls: Placed[][]) {
  const model = new Model();
  const first = new Map<number, string>();
  const outcomes = calls.flat().map(({ index, step, parent, repeats }) => {
    if (repeats !== undefined) return step.repeat!.isAltered ? "key-conflict" : `${first.get(repeats)} again`;
    first.set(index, model.apply(index, step, parent));
    return first.get(index)!;
  });
  return { outcomes, counters: model.counters };
}

async function databaseRun(calls: Placed[][], split: (call: Placed[]) => Placed[][]) {
  const run = `run${runs++}`;
  const codes = ACCOUNTS.map(({ name }) => `${run}:${name}`);
  await inTransaction((tx) =>
    openAccounts(
      tx,
      ACCOUNTS.map(({ normalSide, floor }, n) => ({
        code: codes[n]!,
        name: codes[n]!,
        normalSide,
        minAvailable: floor === null ? null : fromCents(floor).toFixed(2),
      })),
    ),
  );
  const ids = new Map<number, string>();
  const sent = new Map<number, PostingRequest>();
  const outcomes: string[] = [];
  for (const call of calls.flatMap(split)) {
    const requests = call.map((placed) => asRequest(placed, run, codes, ids, sent));
    const results = await postAll(...requests);
    for (const [n, result] of results.entries()) {
      if (result.status === "posted" && call[n]!.repeats === undefined)
        ids.set(call[n]!.index, result.transactionId);
      outcomes.push(word(result));
    }
  }
  const rows = await db.ledgerAccount.findMany({
    where: { code: { in: codes } },
    include: { balance: true },
  });
  const counters = codes.map((code) => {
    const {
      postedDebits: pd,
      postedCredits: pc,
      pendingDebits: nd,
      pendingCredits: nc,
      version,
    } = rows.find((row) => row.code === code)!.balance!;
    return { pd, pc, nd, nc, version };
  });
  return { outcomes, counters };
}

function asRequest(
  { index, step, parent, repeats }: Placed,
  run: string,
  codes: string[],
  ids: Map<number, string>,
  sent: Map<number, PostingRequest>,
) {
  if (repeats !== undefined) {
    const again = sent.get(repeats)!;
    return step.repeat!.isAltered ? { ...again, eventType: "altered" } : again;
  }
  const hasLines = ["post", "hold"].includes(step.kind) || (step.kind === "settle" && step.isPartial);
  const request: PostingRequest = {
    key: `${run}:${index}`,
    kind: step.kind,
    mode: step.mode,
    eventType: "random",
    effectiveOn: addDays(DAY, step.day),
    ...(parent !== undefined && { parentId: ids.get(parent)! }),
    ...(hasLines && {
      lines: legsOf(step.moves).map(({ account, side, cents }) => ({
        account: codes[account]!,
        side: side === 1 ? ("debit" as const) : ("credit" as const),
        amount: fromCents(cents).toFixed(2),
      })),
    }),
  };
  sent.set(index, request);
  return request;
}

function word(result: PostingResult): string {
  const outcome = result.status === "posted" ? "posted" : result.reason;
  return result.replayed ? `${outcome} again` : outcome;
}
