// The rules of the ledger again, in memory, one request at a time and with plain arithmetic: what the database answers
// and counts is compared with this. Dates are a month and a day in a short calendar of three months.

export type Day = { month: number; day: number };

export const ACCOUNTS = [
  { name: "pool", normalSide: "debit", floor: 0n, currency: "USD" },
  { name: "reserve", normalSide: "debit", floor: -500n, currency: "USD" },
  { name: "owed", normalSide: "credit", floor: 0n, currency: "USD" },
  { name: "income", normalSide: "credit", floor: null, currency: "USD" },
  { name: "till", normalSide: "debit", floor: 0n, currency: "JPY" },
  { name: "dues", normalSide: "credit", floor: null, currency: "JPY" },
] as const;

/** Monitors of the accounts, by their place above. */
export const MONITORS = [
  { account: 0, balance: "available", op: "lt", amount: 1500n },
  { account: 0, balance: "posted", op: "gte", amount: 4000n },
  { account: 2, balance: "pending", op: "gt", amount: 3000n },
  { account: 4, balance: "posted", op: "lte", amount: 200n },
] as const;

export type Kind = "post" | "hold" | "settle" | "release" | "reversal";
export type Field = "posted" | "pending" | "available";
export type Comparison = "gt" | "gte" | "lt" | "lte" | "eq";
export type Leg = { account: number; side: 1 | -1; amount: bigint };
/** On one leg: what must be true of its account afterward, or the version it must have before. */
export type Demand =
  { leg: number; field: Field; op: Comparison; amount: bigint } | { leg: number; version: bigint };

export type Asked = {
  index: number;
  kind: Kind;
  mode: "authorize" | "record";
  legs: Leg[]; // its own: none for a release, a reversal, a settle in full
  parent: number | undefined;
  demand: Demand | undefined;
  on: Day;
  expires: boolean;
};

type Entry = Leg & { layer: 0 | 1; on: Day; version: bigint };
type Known = {
  kind: Kind;
  legs: Leg[];
  on: Day;
  isResolved: boolean;
  isReversed: boolean;
  expires: boolean;
};

export class LedgerModel {
  readonly entries: Entry[][] = ACCOUNTS.map(() => []);
  readonly known = new Map<number, Known>();
  readonly notes: string[] = [];
  /** How many months are closed. */
  closed = 0;

  apply(asked: Asked): string {
    const { kind, mode, index } = asked;
    if (mode === "authorize" && asked.on.month < this.closed) return "period-closed";
    const parent = asked.parent === undefined ? undefined : this.known.get(asked.parent)!;
    const on = asked.on.month < this.closed ? { month: this.closed, day: 1 } : asked.on;
    const refusal = parent && unresolvable(asked, parent, on);
    if (refusal) return refusal;

    const before = this.entries.map(({ length }) => length);
    const had = ACCOUNTS.map((_, account) => this.balance(account, "available"));
    const were = MONITORS.map((monitor) => this.isTrue(monitor));
    const takenBack = kind === "settle" || kind === "release" ? parent!.legs : [];
    for (const leg of takenBack) this.add({ ...leg, amount: -leg.amount, layer: 1, on });
    const moved = movedBy(asked, parent);
    for (const leg of moved) this.add({ ...leg, layer: kind === "hold" ? 1 : 0, on });

    const alerts: string[] = [];
    const isBelow = ACCOUNTS.map(({ floor, name }, account) => {
      const available = this.balance(account, "available");
      if (floor === null || available >= had[account]! || available >= floor) return false;
      alerts.push(`${index} floor-alert ${name} ${available}`);
      return true;
    });
    const wrong =
      mode === "authorize" && isBelow.some(Boolean)
        ? "insufficient-funds"
        : asked.demand && this.unmet(asked.demand, asked.legs, before);
    if (wrong) {
      this.entries.forEach((list, account) => list.splice(before[account]!));
      return wrong;
    }
    if (kind === "reversal") parent!.isReversed = true;
    else if (parent) parent.isResolved = true;
    this.known.set(index, {
      kind,
      legs: moved,
      on,
      isResolved: false,
      isReversed: false,
      expires: asked.expires,
    });
    this.notes.push(...alerts);
    MONITORS.forEach((monitor, n) => {
      if (!were[n] && this.isTrue(monitor))
        this.notes.push(
          `${index} balance-monitor ${ACCOUNTS[monitor.account]!.name} ${this.balance(monitor.account, monitor.balance)}`,
        );
    });
    return "posted";
  }

  /** By adding up entries: all, those up to a date, those up to a version of the account, or both. */
  balance(account: number, field: Field, { asOf, version }: { asOf?: Day; version?: bigint } = {}): bigint {
    const normal = ACCOUNTS[account]!.normalSide === "debit" ? 1n : -1n;
    const sums = { posted: 0n, inflow: 0n, outflow: 0n };
    for (const entry of this.entries[account]!) {
      if (asOf && isAfter(entry.on, asOf)) continue;
      if (version !== undefined && entry.version > version) continue;
      if (entry.layer === 0) sums.posted += normal * BigInt(entry.side) * entry.amount;
      else if (BigInt(entry.side) === normal) sums.inflow += entry.amount;
      else sums.outflow += entry.amount;
    }
    if (field === "posted") return sums.posted;
    return field === "available" ? sums.posted - sums.outflow : sums.posted + sums.inflow - sums.outflow;
  }

  counters(account: number) {
    const sum = (layer: number, side: number) =>
      this.entries[account]!.filter((entry) => entry.layer === layer && entry.side === side).reduce(
        (total, { amount }) => total + amount,
        0n,
      );
    return { pd: sum(0, 1), pc: sum(0, -1), nd: sum(1, 1), nc: sum(1, -1), version: this.version(account) };
  }

  version(account: number): bigint {
    return BigInt(this.entries[account]!.length);
  }

  /** Open holds with a lifetime. */
  expiring(): number[] {
    return [...this.known]
      .filter(([, { expires, isResolved }]) => expires && !isResolved)
      .map(([index]) => index);
  }

  private add(entry: Omit<Entry, "version">) {
    const list = this.entries[entry.account]!;
    list.push({ ...entry, version: BigInt(list.length + 1) });
  }

  private isTrue({ account, balance, op, amount }: (typeof MONITORS)[number]): boolean {
    return compares(op, this.balance(account, balance), amount);
  }

  private unmet(demand: Demand, legs: Leg[], before: number[]): string | undefined {
    const { account } = legs[demand.leg]!;
    if ("version" in demand)
      return BigInt(before[account]!) === demand.version ? undefined : "version-conflict";
    const isMet = compares(demand.op, this.balance(account, demand.field), demand.amount);
    return isMet ? undefined : "condition-failed";
  }
}

function unresolvable({ kind, legs }: Asked, parent: Known, on: Day): string | undefined {
  if (kind === "reversal") {
    if (parent.kind !== "post" && parent.kind !== "settle") return "not-reversible";
    if (parent.isReversed) return "already-reversed";
    return isAfter(parent.on, on) ? "before-original" : undefined;
  }
  if (parent.kind !== "hold") return "not-a-hold";
  if (parent.isResolved) return "already-resolved";
  const sum = (of: Leg, list: Leg[]) =>
    list
      .filter(({ account, side }) => account === of.account && side === of.side)
      .reduce((total, { amount }) => total + amount, 0n);
  return legs.some((leg) => sum(leg, legs) > sum(leg, parent.legs)) ? "exceeds-hold" : undefined;
}

/** What is posted, or held. */
function movedBy({ kind, legs }: Asked, parent: Known | undefined): Leg[] {
  if (kind === "release") return [];
  if (kind === "reversal") return parent!.legs.map((leg) => ({ ...leg, side: leg.side === 1 ? -1 : 1 }));
  return kind === "settle" && legs.length === 0 ? parent!.legs : legs;
}

function compares(op: Comparison, value: bigint, amount: bigint): boolean {
  if (op === "eq") return value === amount;
  if (value === amount) return op === "gte" || op === "lte";
  return value > amount === (op === "gt" || op === "gte");
}

function isAfter(a: Day, b: Day): boolean {
  return a.month > b.month || (a.month === b.month && a.day > b.day);
}
