// What really happened on our account, as the bank's own entries: each movement of money is one, with the faults that somebody
// asked for. Read through /api/transactions, or as a file (statement-files.ts).
import { json, notFound, page, Refusal, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import { isDate, plusBankDays } from "./bank-days";
import type { Transaction } from "./records";
import { STATEMENT_FILES, type StatedDay } from "./statement-files";
import { stamp } from "./store";

/** BAI2 type codes of what the bank does, credit and debit. */
const CODES = {
  ach: { credit: "142", debit: "451" },
  wire: { credit: "195", debit: "495" },
  rtp: { credit: "195", debit: "495" },
  return: { credit: "257", debit: "557" },
  fee: { credit: "698", debit: "698" },
  interest: { credit: "354", debit: "654" },
} as const;

type Movement = {
  /** Cents: above zero comes in. */
  cents: number;
  as: keyof typeof CODES;
  text: string;
  on?: string;
};

/**
 * Puts today's ACH entries of one direction together: the bank shows the settlement of a file as one entry.
 *
 * @returns how many they were
 */
export function batchToday(bank: Bank, direction: "credit" | "debit"): number {
  const single = between(bank, bank.today, bank.today).filter(
    (row) => row.direction === direction && row.vendor_code === CODES.ach[direction],
  );
  for (const row of single) bank.store.put("transactions", { ...row, posted: false });
  const cents = single.reduce((sum, { amount }) => sum + amount, 0);
  if (cents > 0)
    entry(
      bank,
      { cents: direction === "credit" ? cents : -cents, as: "ach", text: "ACH SETTLEMENT" },
      { isHidden: false, isMoving: false },
    );
  return single.length;
}

/** Moves money in our account and writes the entry of it, unless a fault was asked for the next entry. */
export function post(bank: Bank, movement: Movement): string {
  const { nextFault, ...settings } = bank.settings;
  if (nextFault) bank.change({ ...settings, nextFault: null });
  const isHidden = nextFault === "missing-line";
  const id = entry(bank, changedBy(bank, nextFault ?? null, movement), { isHidden });
  if (nextFault === "duplicate") entry(bank, movement, { isHidden: false });
  return id;
}

/** One dollar less than it should be; a wire may lose it on the way. */
const WRONG_BY = 100;

function changedBy(bank: Bank, fault: string | null, movement: Movement): Movement {
  // Dated back to a day whose statement was read already.
  if (fault === "late-line") return { ...movement, on: plusBankDays(bank.today, -1) };
  if (fault !== "wrong-amount") return movement;
  return { ...movement, cents: movement.cents - Math.sign(movement.cents) * WRONG_BY };
}

function entry(
  bank: Bank,
  { cents, as, text, on }: Movement,
  { isHidden, isMoving = !isHidden }: { isHidden: boolean; isMoving?: boolean },
): string {
  bank.moveMoney(isMoving ? cents : 0);
  const direction = cents > 0 ? "credit" : "debit";
  const row: Transaction = {
    ...stamp(),
    object: "transaction",
    amount: Math.abs(cents),
    currency: "USD",
    direction,
    as_of_date: on ?? bank.today,
    internal_account_id: bank.internalAccountId,
    posted: true,
    reconciled: false,
    vendor_code: CODES[as][direction],
    vendor_code_type: "bai2",
    vendor_description: text,
    vendor_id: String(bank.store.all("transactions").length + 1).padStart(10, "0"),
    details: {},
    metadata: {},
  };
  if (!isHidden) bank.store.put("transactions", row);
  return row.id;
}

export function listTransactions(bank: Bank, { query }: ApiRequest): ApiAnswer {
  return page(between(bank, query.get("as_of_date_start"), query.get("as_of_date_end")), query, (row) => row);
}

/** The ledger balance at the end of a day that is over. */
export function listBalanceReports(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const on = query.get("as_of_date") ?? "";
  if (!isDate(on)) throw new Refusal(422, "parameter_invalid", "as_of_date is not a date.", "as_of_date");
  if (on >= bank.today) return json(200, []);
  const [day] = statedDays(bank, on, on);
  const balance = {
    object: "balance",
    amount: day!.closing,
    balance_type: "closing_ledger",
    currency: "USD",
  };
  const report = {
    ...stamp(),
    object: "balance_report",
    as_of_date: on,
    internal_account_id: bank.internalAccountId,
  };
  return json(200, [{ ...report, balance_report_type: "previous_day", balances: [balance] }]);
}

export function getTransaction(bank: Bank, id: string): ApiAnswer {
  const row = bank.store.find("transactions", id);
  if (!row) throw notFound("transaction");
  return json(200, row);
}

function between(bank: Bank, from: string | null, to: string | null): Transaction[] {
  return bank.store
    .all("transactions")
    .filter(({ as_of_date: on, posted }) => posted && on >= (from ?? "") && on <= (to ?? "9999-12-31"));
}

/**
 * GET /sandbox/statements?format=bai2&from=2026-03-01&to=2026-03-31: a file of these days. With `number=2` it is sent again: another
 * file that says the same. With `cut=1` its last third is missing.
 */
export function writeStatement(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const [format, from, to] = [query.get("format") ?? "", query.get("from") ?? "", query.get("to") ?? ""];
  if (!isDate(from) || !isDate(to) || from > to)
    throw new Refusal(422, "parameter_invalid", "from and to are dates, from first.", "from");
  const write = STATEMENT_FILES[format as keyof typeof STATEMENT_FILES];
  if (!write)
    throw new Refusal(
      422,
      "parameter_invalid",
      `format is one of ${Object.keys(STATEMENT_FILES).join(", ")}.`,
      "format",
    );
  const { body, type, ending } = write(statedDays(bank, from, to), {
    ...{ from, to, number: Number(query.get("number") ?? 1) },
  });
  const whole = query.get("cut") === "1" ? body.slice(0, Math.floor((body.length * 2) / 3)) : body;
  return file(whole, type, `statement-${from}-${to}.${ending}`);
}

const file = (body: string, type: string, name: string): ApiAnswer => ({
  status: 200,
  body,
  headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
});

/** The days with entries, and the last one asked for, so that the file says how far it goes. */
function statedDays(bank: Bank, from: string, to: string): StatedDay[] {
  const rows = between(bank, null, to);
  const signed = ({ direction, amount }: Transaction) => (direction === "credit" ? amount : -amount);
  const total = (entries: Transaction[]) => entries.reduce((sum, row) => sum + signed(row), 0);
  let balance = total(rows.filter(({ as_of_date: on }) => on < from));
  const dates = rows.map(({ as_of_date: on }) => on).filter((on) => on >= from);
  return [...new Set([...dates, from, to])].sort().map((on) => {
    const entries = rows.filter(({ as_of_date }) => as_of_date === on);
    const opening = balance;
    balance += total(entries);
    return { on, opening, closing: balance, entries };
  });
}
