// Bank lines and orders whose matches are known, because they are generated together. For tests (small) and the benchmark (large).
import { addBankingDays } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import { fromMinor } from "@/lib/money/currency";
import type { MatchLine, MatchPart, MatchTarget } from "@/lib/payments/bank/matching/model";

export type BankBook = {
  lines: MatchLine[];
  targets: MatchTarget[];
  /** Line id → sorted ids of what it pays; a line that nothing explains is missing. */
  truth: Map<string, string[]>;
};

const FIRST_DAY = "2026-03-02";
const DAYS = Array.from({ length: 60 }, (_, n) => addBankingDays(FIRST_DAY, n));
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
// Installments of the same product: amounts alone name nobody.
const COMMON = [46667, 46667, 46663, 41667, 25000, 100000, 5000];

/**
 * A book of so many lines and orders. The same seed gives the same book.
 *
 * Of the payments about two thirds name our reference in some place of the line, others come by provider link, trace number,
 * virtual account or ACH file; there are returns, fees, duplicates, other amounts, unknown wires, and orders that never
 * reach the bank.
 */
export function bankBook({ size, seed }: { size: number; seed: number }): BankBook {
  const book = new Book(seed);
  while (book.lines.length < size && book.targets.length < size) book.happen();
  while (book.lines.length < size) book.unknownWire();
  while (book.targets.length < size) book.orderWithoutLine();
  return book;
}

class Book implements BankBook {
  readonly lines: MatchLine[] = [];
  readonly targets: MatchTarget[] = [];
  readonly truth = new Map<string, string[]>();
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  happen() {
    const dice = this.below(1000);
    if (dice < 640) this.byReference();
    else if (dice < 740) this.byProviderLink();
    else if (dice < 820) this.byTrace();
    else if (dice < 860) this.toVirtualAccount();
    else if (dice < 862) this.achFile({ rejects: 0 });
    else if (dice < 863) this.achFile({ rejects: 1 });
    else if (dice < 890) this.itemizedBatch();
    else if (dice < 915) this.returned();
    else if (dice < 940) this.feeOrInterest();
    else if (dice < 943) this.otherAmount();
    else if (dice < 970) this.orderWithoutLine();
    else this.unknownWire();
  }

  unknownWire() {
    const day = this.day();
    this.line({
      amount: this.cents(),
      postedOn: day,
      typeCode: "195",
      description: `WIRE IN ${this.word(10)}`,
    });
  }

  orderWithoutLine() {
    this.order({});
  }

  private byReference() {
    const order = this.order({});
    const reference = order.reference!;
    const places: Partial<MatchLine>[] = [
      { reference },
      { description: `ACH LOAN PYMT ${reference} WEB` },
      { description: `LOANPYMT${reference}CCD ${this.word(6)}` },
      { description: `EREF+${reference} SVWZ+THANK YOU` },
      { bankReference: reference, description: "LOAN PYMT" },
    ];
    const place = this.oneOf(places);
    const line = this.lineFor([order], {
      ...place,
      postedOn: this.oneOf([order.on, order.on, addBankingDays(order.on, 1)]),
    });
    // The bank's duplicate, days later: nothing that anybody ordered.
    if (this.below(500) === 0)
      this.line({
        ...line,
        amount: order.amount,
        postedOn: addBankingDays(line.postedOn, 1 + this.below(3)),
      });
  }

  private byProviderLink() {
    const order = this.order({});
    this.lineFor([order], { orderIds: [order.id], description: "ACH" });
  }

  private byTrace() {
    const order = this.order({ trace: this.digits(15) });
    this.lineFor([order], { description: `ACH CREDIT TRACE ${order.trace}` });
  }

  private toVirtualAccount() {
    const order = this.order({ kind: "INCOMING", virtualAccount: this.digits(12), amount: this.cents() });
    const amount = this.below(10) === 0 ? this.cents() : order.amount;
    this.lineFor([order], { amount, typeCode: "195", description: `WIRE TO ACCT ${order.virtualAccount}` });
  }

  private achFile({ rejects }: { rejects: number }) {
    const on = this.day();
    const file = `ACH${this.digits(9)}`;
    const isDebit = this.below(2) === 0;
    const orders = Array.from({ length: 10 + this.below(50) }, () => {
      const amount = this.cents();
      return this.order({ on, file, amount: isDebit ? amount : negated(amount) });
    });
    const isNamed = rejects > 0 || this.below(2) === 0;
    this.lineFor(orders.slice(rejects), {
      typeCode: isDebit ? "142" : "451",
      description: isNamed ? `ACH SETTLEMENT ${file}` : "ACH SETTLEMENT",
    });
  }

  private itemizedBatch() {
    const on = this.day();
    const orders = Array.from({ length: 2 + this.below(4) }, () => this.order({ on, amount: this.cents() }));
    const parts = orders.map((order): MatchPart => ({
      amount: order.amount,
      reference: order.reference ?? null,
      bankReference: null,
      description: null,
    }));
    this.lineFor(orders, { parts, description: "BATCH CREDIT" });
  }

  private returned() {
    const trace = this.digits(15);
    const amount = this.cents();
    const target = this.order({ kind: "RETURN", trace, amount: negated(amount) });
    this.lineFor([target], { typeCode: "555", description: `RETURN R01 ${trace}`, reversal: true });
  }

  private feeOrInterest() {
    const isFee = this.below(2) === 0;
    const amount = fromMinor(BigInt((isFee ? -1 : 1) * (1 + this.below(4999))), 2);
    const line = this.line({
      amount,
      postedOn: this.day(),
      typeCode: isFee ? "698" : "354",
      description: "ANALYSIS",
    });
    this.truth.set(line.id, [isFee ? "expense:bank-fees" : "income:bank-interest"]);
  }

  /** Only suggested, so not in the truth about matches. */
  private otherAmount() {
    const order = this.order({ amount: this.cents() });
    this.line({
      amount: `${order.amount.slice(0, -1)}1`.replace(/^(.*)$/, "9$1"),
      postedOn: order.on,
      reference: order.reference!,
    });
  }

  private order(given: Partial<MatchTarget>): MatchTarget {
    const amount = this.below(2) === 0 ? this.cents() : negated(this.cents());
    const target: MatchTarget = {
      ...{ id: `po_${this.targets.length}`, kind: "ORDER", bankAccount: "operating", currency: "USD" },
      ...{ amount, on: this.day(), reference: given.kind === "RETURN" ? null : `ML${this.word(10)}` },
      ...given,
    };
    this.targets.push(target);
    return target;
  }

  private lineFor(targets: MatchTarget[], given: Partial<MatchLine>): MatchLine {
    const total = targets.reduce((sum, { amount }) => sum + BigInt(amount.replace(".", "")), 0n);
    const line = this.line({ amount: fromMinor(total, 2), postedOn: targets[0]!.on, ...given });
    this.truth.set(line.id, targets.map(({ id }) => id).sort());
    return line;
  }

  private line(given: Partial<MatchLine> & { amount: string; postedOn: IsoDate }): MatchLine {
    const line: MatchLine = {
      ...{ bankAccount: "operating", currency: "USD", typeCode: null, reference: null, bankReference: null },
      ...{ description: null, counterparty: null, pending: false, reversal: false },
      ...given,
      id: `line_${this.lines.length}`,
    };
    this.lines.push(line);
    return line;
  }

  private cents(): string {
    const minor = this.below(3) === 0 ? this.oneOf(COMMON) : 1000 + this.below(900_000);
    return fromMinor(BigInt(minor), 2);
  }

  private day(): IsoDate {
    return this.oneOf(DAYS);
  }

  private word(length: number): string {
    return Array.from({ length }, () => LETTERS[this.below(LETTERS.length)]).join("");
  }

  private digits(length: number): string {
    return Array.from({ length }, () => this.below(10)).join("");
  }

  private oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** Mulberry32: small, fast, and the same everywhere. */
  private below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }
}

function negated(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** How a result compares with the truth: matches that are right and wrong, of the lines that something explains. */
export function scored(
  matches: readonly { lineId: string; targets: readonly { id: string }[] }[],
  truth: ReadonlyMap<string, string[]>,
): { right: number; wrong: number; automaticPercent: number } {
  let right = 0;
  let wrong = 0;
  for (const { lineId, targets } of matches) {
    const ids = targets.map(({ id }) => id).sort();
    if (ids.join() === truth.get(lineId)?.join()) right += 1;
    else wrong += 1;
  }
  return { right, wrong, automaticPercent: (100 * right) / truth.size };
}
