// BAI2, the cash management format of American banks: file 01-99, groups 02-98, accounts 03-49, transactions 16.
import type { IsoDate } from "@/lib/calendar/dates";
import { quoted, readCompactDate, readCurrency, readMinorUnits } from "@/lib/payments/bank/fields";
import { BankFileError, closeStatement, lineCounter } from "@/lib/payments/bank/statement";
import type { BankStatement, OpenStatement } from "@/lib/payments/bank/statement";
import { CLOSING_LEDGER, OPENING_LEDGER } from "./bai2-codes";
import { Bai2Fields, bai2Records } from "./bai2-records";
import type { Bai2Code, Bai2Record } from "./bai2-records";
import { readBalances } from "./bai2-balances";
import { readTransaction } from "./bai2-transaction";

// The format's own default, whatever the product's currency is.
const DEFAULT_CURRENCY = "USD";

/** Amounts and counts that a trailer must state. `records` counts physical lines. */
type Totals = { total: bigint; children: number; records: number };
type Group = Totals & { asOf: IsoDate; currency: string };
type Account = Totals & { open: OpenStatement; closingAt: number };

/** The levels that are open, outermost first; a record is only read inside the right one. */
type Reading = {
  file: Totals | null;
  group: Group | null;
  account: Account | null;
  statements: BankStatement[];
  countLine: ReturnType<typeof lineCounter>;
};

/**
 * The statements of a BAI2 file, one per account record (03).
 *
 * @param text the file
 * @returns in file order. The opening and closing balances are types 010 and 015; the sign of a line comes from the range of
 *   its type code; decimals are implied by the currency of the account, else the group's, else USD; dates are the as-of date
 *   of the group, where a time of 2400 stays on its day
 * @throws BankFileError with the physical record from 1
 *
 * Rule: 49, 98 and 99 state the sum of all amounts below them, balances included, and the number of physical records,
 * continuations included. Source: Cash Management Balance Reporting Specifications, version 2 (BAI).
 *
 * @example a 16 of type 165 with 1500 in a USD account // one line with amount "15.00"
 */
export function parseBai2(text: string): BankStatement[] {
  const reading: Reading = {
    file: null,
    group: null,
    account: null,
    statements: [],
    countLine: lineCounter(),
  };
  let last = 1;
  for (const record of bai2Records(text)) {
    READERS[record.code](record, reading);
    last = record.pieces.at(-1)!.record;
  }
  if (reading.file) throw cut(last, reading);
  return reading.statements;
}

const READERS: Record<Bai2Code, (record: Bai2Record, reading: Reading) => void> = {
  "01": openFile,
  "02": openGroup,
  "03": openAccount,
  "16": addTransaction,
  "49": closeAccount,
  "98": closeGroup,
  "99": closeFile,
};

function openFile(record: Bai2Record, reading: Reading) {
  if (reading.file) throw misplaced(record, "the file before it has no trailer (99)");
  reading.file = { total: 0n, children: 0, records: record.pieces.length };
}

function openGroup(record: Bai2Record, reading: Reading) {
  if (!reading.file) throw misplaced(record, "the file header (01) is missing");
  if (reading.group) throw misplaced(record, "the group before it has no trailer (98)");
  const fields = new Bai2Fields(record);
  fields.next(); // ultimate receiver
  fields.next(); // originator
  const status = fields.next();
  if (/^[24]$/.test(status)) {
    const meaning = status === "2" ? "deletes data that was sent earlier" : "is only a test";
    throw new BankFileError(
      "not-supported",
      record,
      `this group ${meaning} (status ${status}). Import the bank's regular file.`,
    );
  }
  const asOf = readCompactDate(fields.next(), { record: fields.record });
  const time = fields.next();
  if (time !== "" && !/^([01]\d|2[0-3])[0-5]\d$|^2400$|^9999$/.test(time))
    throw new BankFileError("date", record, `${quoted(time)} is not a time of day.`);
  const currency = fields.next() || DEFAULT_CURRENCY;
  reading.group = {
    asOf,
    currency: readCurrency(currency, record),
    total: 0n,
    children: 0,
    records: record.pieces.length,
  };
}

function openAccount(record: Bai2Record, reading: Reading) {
  const { group } = reading;
  if (!group) throw misplaced(record, "the group header (02) is missing");
  if (reading.account) throw misplaced(record, "the account before it has no trailer (49)");
  const fields = new Bai2Fields(record);
  const account = fields.next();
  if (account === "") throw new BankFileError("malformed", record, "the account number is missing.");
  const currency = readCurrency(fields.next() || group.currency, record);
  const { amounts, total } = readBalances(record);
  reading.account = {
    total,
    children: 0,
    records: record.pieces.length,
    closingAt: amounts.get(CLOSING_LEDGER)?.record ?? record.record,
    open: {
      account,
      currency,
      from: group.asOf,
      to: group.asOf,
      opening: amounts.get(OPENING_LEDGER)?.amount ?? null,
      closing: amounts.get(CLOSING_LEDGER)?.amount ?? null,
      lines: [],
      booked: 0n,
    },
  };
}

function addTransaction(record: Bai2Record, reading: Reading) {
  const { account, group } = reading;
  if (!account || !group) throw misplaced(record, "the account record (03) is missing");
  reading.countLine(record);
  const { line, amount, signed } = readTransaction(record, {
    currency: account.open.currency,
    postedOn: group.asOf,
  });
  account.open.lines.push(line);
  account.open.booked += signed;
  account.total += amount;
  account.records += record.pieces.length;
}

function closeAccount(record: Bai2Record, reading: Reading) {
  const { account, group } = reading;
  if (!account || !group) throw misplaced(record, "the account record (03) is missing");
  checkTrailer(record, { ...account, records: account.records + record.pieces.length }, null);
  reading.statements.push(closeStatement(account.open, { record: account.closingAt }));
  addTo(group, account, record);
  reading.account = null;
}

function closeGroup(record: Bai2Record, reading: Reading) {
  const { account, group, file } = reading;
  if (!group || !file) throw misplaced(record, "the group header (02) is missing");
  if (account) throw misplaced(record, "the account before it has no trailer (49)");
  checkTrailer(record, { ...group, records: group.records + record.pieces.length }, "accounts");
  addTo(file, group, record);
  reading.group = null;
}

function closeFile(record: Bai2Record, reading: Reading) {
  const { group, file } = reading;
  if (!file) throw misplaced(record, "the file header (01) is missing");
  if (group) throw misplaced(record, "the group before it has no trailer (98)");
  checkTrailer(record, { ...file, records: file.records + record.pieces.length }, "groups");
  reading.file = null;
}

function addTo(parent: Totals, child: Totals, trailer: Bai2Record) {
  parent.total += child.total;
  parent.children += 1;
  parent.records += child.records + trailer.pieces.length;
}

/** Compares a trailer with what was read: control total, number of accounts or groups, number of records. */
function checkTrailer(record: Bai2Record, read: Totals, children: "accounts" | "groups" | null) {
  const fields = new Bai2Fields(record);
  const stated = readMinorUnits(fields.next(), { signed: true }, record);
  if (stated !== read.total) {
    throw new BankFileError(
      "control-total",
      record,
      `the control total is ${stated}, but the amounts add up to ${read.total}. Get the file from the bank again.`,
    );
  }
  if (children !== null) checkCount(record, fields.next(), read.children, children);
  checkCount(record, fields.next(), read.records, "records");
}

function checkCount(record: Bai2Record, text: string, read: number, noun: string) {
  if (!/^\d{1,9}$/.test(text))
    throw new BankFileError("malformed", record, `${quoted(text)} is not a number of ${noun}.`);
  if (Number(text) !== read) {
    throw new BankFileError(
      "control-total",
      record,
      `the trailer counts ${Number(text)} ${noun}, but there are ${read}. Get the file from the bank again.`,
    );
  }
}

function misplaced({ code, record }: Bai2Record, why: string): BankFileError {
  return new BankFileError("malformed", { record }, `record ${code} is out of place: ${why}.`);
}

function cut(record: number, { group, account }: Reading): BankFileError {
  const missing = account ? "account trailer (49)" : group ? "group trailer (98)" : "file trailer (99)";
  return new BankFileError(
    "cut",
    { record },
    `the file ends without the ${missing}. Get the complete file from the bank.`,
  );
}
