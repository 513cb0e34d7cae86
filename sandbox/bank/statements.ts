// What really happened on our account, as the bank's own entries: each movement of money is one, with the faults that somebody
// asked for. Read through /api/transactions, or as a BAI2 or CAMT.053 file.
import { json, notFound, page, Refusal, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import { isDate } from "./bank-days";
import type { Transaction } from "./records";
import { stamp } from "./store";

/** BAI2 type codes of what the bank does, credit and debit. */
const CODES = {
  ach: { credit: "142", debit: "451" },
  wire: { credit: "195", debit: "495" },
  rtp: { credit: "195", debit: "495" },
  return: { credit: "257", debit: "557" },
  fee: { credit: "698", debit: "698" },
} as const;

type Movement = {
  /** Cents: above zero comes in. */
  cents: number;
  as: keyof typeof CODES;
  text: string;
  on?: string;
};

/** Moves money in our account and writes the entry of it, unless a fault was asked for the next entry. */
export function post(bank: Bank, movement: Movement): string {
  const { nextFault, ...settings } = bank.settings;
  if (nextFault) bank.change({ ...settings, nextFault: null });
  const id = entry(bank, changedBy(nextFault ?? null, movement), { isHidden: nextFault === "missing-line" });
  if (nextFault === "duplicate") entry(bank, movement, { isHidden: false });
  return id;
}

/** One dollar less than it should be; a wire may lose it on the way. */
const WRONG_BY = 100;

function changedBy(fault: string | null, movement: Movement): Movement {
  if (fault !== "wrong-amount") return movement;
  return { ...movement, cents: movement.cents - Math.sign(movement.cents) * WRONG_BY };
}

function entry(bank: Bank, { cents, as, text, on }: Movement, { isHidden }: { isHidden: boolean }): string {
  bank.moveMoney(isHidden ? 0 : cents);
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
    .filter(({ as_of_date: on }) => on >= (from ?? "") && on <= (to ?? "9999-12-31"));
}

/** GET /sandbox/statements?format=bai2&from=2026-03-01&to=2026-03-31: a file of these days, a statement a day. */
export function writeStatement(bank: Bank, { query }: ApiRequest): ApiAnswer {
  const [format, from, to] = [query.get("format"), query.get("from") ?? "", query.get("to") ?? ""];
  if (!isDate(from) || !isDate(to) || from > to)
    throw new Refusal(422, "parameter_invalid", "from and to are dates, from first.", "from");
  const days = statedDays(bank, from, to);
  if (format === "bai2") return file(bai2(days, { from, to }), "text/plain", `statement-${from}-${to}.bai`);
  if (format === "camt053") return file(camt(days), "application/xml", `statement-${from}-${to}.xml`);
  throw new Refusal(422, "parameter_invalid", "format is bai2 or camt053.", "format");
}

const file = (body: string, type: string, name: string): ApiAnswer => ({
  status: 200,
  body,
  headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
});

type StatedDay = { on: string; opening: number; closing: number; entries: Transaction[] };

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

const ACCOUNT = "4100200300";
const short = (date: string) => date.slice(2).replaceAll("-", "");

/** One group for each day; control totals are signed sums with the balances. */
function bai2(days: StatedDay[], of: { from: string; to: string }): string {
  const lines = [`01,021000021,MODERNLEND,${short(of.to)},2359,1,,,2/`];
  let total = 0;
  for (const { on, opening, closing, entries } of days) {
    const sum = opening + closing + entries.reduce((all, { amount }) => all + amount, 0);
    total += sum;
    lines.push(`02,MODERNLEND,021000021,1,${short(on)},2359,USD,2/`);
    lines.push(`03,${ACCOUNT},USD,010,${opening},,,015,${closing},,/`);
    for (const { amount, vendor_code, vendor_id, vendor_description } of entries)
      lines.push(`16,${vendor_code},${amount},,${vendor_id},,${vendor_description}`);
    lines.push(`49,${sum},${entries.length + 2}/`);
    lines.push(`98,${sum},1,${entries.length + 4}/`);
  }
  lines.push(`99,${total},${days.length},${lines.length + 1}/`);
  return `${lines.join("\n")}\n`;
}

function camt(days: StatedDay[]): string {
  const dollars = (cents: number) => (Math.abs(cents) / 100).toFixed(2);
  const side = (cents: number) => (cents < 0 ? "DBIT" : "CRDT");
  const balance = (code: string, cents: number, on: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="USD">${dollars(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
  const statements = days.map(({ on, opening, closing, entries }, n) => {
    const rows = entries.map(
      (row) =>
        `<Ntry><Amt Ccy="USD">${dollars(row.amount)}</Amt><CdtDbtInd>${row.direction === "credit" ? "CRDT" : "DBIT"}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${row.vendor_id}</AcctSvcrRef><BkTxCd><Prtry><Cd>${row.vendor_code}</Cd></Prtry></BkTxCd><AddtlNtryInf>${escape(row.vendor_description)}</AddtlNtryInf></Ntry>`,
    );
    return `<Stmt><Id>${on}-${n + 1}</Id><CreDtTm>${on}T23:59:00</CreDtTm><FrToDt><FrDtTm>${on}T00:00:00</FrDtTm><ToDtTm>${on}T23:59:59</ToDtTm></FrToDt><Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>USD</Ccy></Acct>${balance("OPBD", opening, on)}${balance("CLBD", closing, on)}${rows.join("")}</Stmt>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2026-01-01T00:00:00</CreDtTm></GrpHdr>${statements.join("\n")}</BkToCstmrStmt></Document>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
