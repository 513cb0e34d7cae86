// The journal of one loan and the balances of its accounts. Pure.
import type { IsoDate } from "@/lib/calendar/dates";
import { sum, ZERO, type Decimal } from "@/lib/money/money";

/** In the order in which the lines of a correction are written. */
const ACCOUNTS = [
  "principal",
  "interest",
  "fees",
  "credit",
  "allowance",
  "expense:payoff-rounding",
  "revenue:interest",
  "revenue:late-fees",
  "revenue:fees",
  "income:recoveries",
  "cash",
  "memo:interest-claim",
  "memo:principal-claim",
  "memo:fees-claim",
  "memo:contra",
] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Outside of assets: what the contract claims beyond what the books recognize. */
export const CLAIM = {
  interest: "memo:interest-claim",
  principal: "memo:principal-claim",
  fees: "memo:fees-claim",
  contra: "memo:contra",
} as const satisfies Record<string, Account>;

export type LifeEventType =
  | "borrower-disbursement"
  | "interest-calculation"
  | "borrower-repayment"
  | "reversal"
  | "fee-assessment"
  | "fee-waiver"
  | "interest-pause"
  | "non-accrual"
  | "claim"
  | "claim-recognition"
  | "charge-off"
  | "undo-charge-off"
  | "recovery"
  | "refund";

type JournalLine = { account: Account; side: "debit" | "credit"; amount: Decimal };
export type JournalEntry = { on: IsoDate; eventType: LifeEventType; lines: JournalLine[] };

/** Dollars by account, debits above zero, in the order of the lines. */
export type Movement = Partial<Record<Account, Decimal>>;

export class Books {
  readonly journal: JournalEntry[];
  readonly #balances: Map<Account, Decimal>;

  constructor(journal: JournalEntry[] = [], balances: Map<Account, Decimal> = new Map()) {
    this.journal = journal;
    this.#balances = balances;
  }

  /** Dollars, debits above zero. */
  balance(account: Account): Decimal {
    return this.#balances.get(account) ?? ZERO;
  }

  /**
   * Posts one entry; none when nothing moves.
   *
   * @throws Error when debits and credits differ: a bug of the caller
   *
   * @example books.post("2026-02-01", "borrower-repayment", { cash: d("466.67"), interest: d("-50"), principal: d("-416.67") })
   */
  post(on: IsoDate, eventType: LifeEventType, movement: Movement): void {
    const moved = (Object.entries(movement) as [Account, Decimal][])
      .map(([account, amount]) => ({ account, amount }))
      .filter(({ amount }) => !amount.isZero());
    if (moved.length === 0) return;
    const rest = sum(moved.map(({ amount }) => amount));
    if (!rest.isZero())
      throw new Error(`Invariant broken: ${eventType} on ${on} is off by ${rest.toFixed(2)}`);
    const lines = moved.map(({ account, amount }): JournalLine => {
      this.#balances.set(account, this.balance(account).plus(amount));
      return { account, side: amount.isNegative() ? "credit" : "debit", amount: amount.abs() };
    });
    const debitsFirst = [...lines.filter(isDebit), ...lines.filter((line) => !isDebit(line))];
    this.journal.push({ on, eventType, lines: debitsFirst });
  }

  /**
   * These books after others that had the loan's life wrong: their journal, and one entry by which they come to this state.
   *
   * @example returned.after(paid, "2026-04-14", "reversal") // … Dr principal 416.67 · Dr interest 50.00 · Cr cash 466.67
   */
  after(earlier: Books, on: IsoDate, eventType: LifeEventType): Books {
    const books = new Books([...earlier.journal], new Map(earlier.#balances));
    const difference = (isWanted: (account: Account) => boolean): Movement =>
      Object.fromEntries(
        ACCOUNTS.filter(isWanted).map((account) => [
          account,
          this.balance(account).minus(earlier.balance(account)),
        ]),
      );
    books.post(
      on,
      eventType,
      difference((account) => !isMemo(account)),
    );
    books.post(on, "claim", difference(isMemo));
    return books;
  }
}

const isDebit = ({ side }: JournalLine) => side === "debit";
const isMemo = (account: Account) => account.startsWith("memo:");
