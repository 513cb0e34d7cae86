// The bank's statements as files, in each format that banks send. Amounts are cents.
import type { Transaction } from "./records";

export type StatedDay = { on: string; opening: number; closing: number; entries: Transaction[] };
type Of = { from: string; to: string; number: number };
type StatementFile = { body: string; type: string; ending: string };

const ACCOUNT = "4100200300";
const short = (date: string) => date.slice(2).replaceAll("-", "");
const signed = ({ direction, amount }: Transaction) => (direction === "credit" ? amount : -amount);
const dollars = (cents: number) => (Math.abs(cents) / 100).toFixed(2);
const signedDollars = (cents: number) => (cents < 0 ? "-" : "") + dollars(cents);

/** A statement a day, but for OFX and CSV, which have one of all days. */
export const STATEMENT_FILES = {
  bai2: (days: StatedDay[], of: Of): StatementFile => ({
    body: bai2(days, of),
    type: "text/plain",
    ending: "bai",
  }),
  camt053: (days: StatedDay[], of: Of): StatementFile => ({
    ...{ body: camt(days, of), type: "application/xml", ending: "xml" },
  }),
  ofx: (days: StatedDay[], of: Of): StatementFile => ({
    ...{ body: ofx(days, of), type: "application/x-ofx", ending: "ofx" },
  }),
  mt940: (days: StatedDay[], of: Of): StatementFile => ({
    body: mt940(days, of),
    type: "text/plain",
    ending: "sta",
  }),
  csv: (days: StatedDay[], of: Of): StatementFile => ({
    body: csv(days, of),
    type: "text/csv",
    ending: "csv",
  }),
} as const;

/** One group for each day; control totals are signed sums with the balances. */
function bai2(days: StatedDay[], of: Of): string {
  const lines = [`01,021000021,MODERNLEND,${short(of.to)},2359,${of.number},,,2/`];
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

function camt(days: StatedDay[], { number }: Of): string {
  const side = (cents: number) => (cents < 0 ? "DBIT" : "CRDT");
  const balance = (code: string, cents: number, on: string) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="USD">${dollars(cents)}</Amt><CdtDbtInd>${side(cents)}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
  const statements = days.map(({ on, opening, closing, entries }, n) => {
    const rows = entries.map(
      (row) =>
        `<Ntry><Amt Ccy="USD">${dollars(row.amount)}</Amt><CdtDbtInd>${side(signed(row))}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${on}</Dt></BookgDt><AcctSvcrRef>${row.vendor_id}</AcctSvcrRef><BkTxCd><Prtry><Cd>${row.vendor_code}</Cd></Prtry></BkTxCd><AddtlNtryInf>${escape(row.vendor_description)}</AddtlNtryInf></Ntry>`,
    );
    return `<Stmt><Id>${on}-${n + 1}</Id><CreDtTm>${on}T23:59:00</CreDtTm><FrToDt><FrDtTm>${on}T00:00:00</FrDtTm><ToDtTm>${on}T23:59:59</ToDtTm></FrToDt><Acct><Id><Othr><Id>${ACCOUNT}</Id></Othr></Id><Ccy>USD</Ccy></Acct>${balance("OPBD", opening, on)}${balance("CLBD", closing, on)}${rows.join("")}</Stmt>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${number}</MsgId><CreDtTm>2026-01-01T00:00:00</CreDtTm></GrpHdr>${statements.join("\n")}</BkToCstmrStmt></Document>
`;
}

const compact = (date: string) => date.replaceAll("-", "");

/** SGML of version 1.02: one statement of all days, which states its closing balance alone. */
function ofx(days: StatedDay[], { from, to, number }: Of): string {
  const entries = days.flatMap(({ on, entries: all }) =>
    all.map(
      (row) =>
        `<STMTTRN><TRNTYPE>${row.direction.toUpperCase()}<DTPOSTED>${compact(on)}<TRNAMT>${signedDollars(signed(row))}<FITID>${row.vendor_id}<NAME>${escape(row.vendor_description.slice(0, 32))}<MEMO>${escape(row.vendor_description)}</STMTTRN>`,
    ),
  );
  return `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>${compact(to)}<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>${number}<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD
<BANKACCTFROM><BANKID>021000021<ACCTID>${ACCOUNT}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>${compact(from)}<DTEND>${compact(to)}
${entries.join("\n")}
</BANKTRANLIST><LEDGERBAL><BALAMT>${signedDollars(days.at(-1)!.closing)}<DTASOF>${compact(to)}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
`;
}

function mt940(days: StatedDay[], { number }: Of): string {
  const comma = (cents: number) => dollars(cents).replace(".", ",");
  const balance = (cents: number, on: string) => `${cents < 0 ? "D" : "C"}${short(on)}USD${comma(cents)}`;
  const messages = days.map(({ on, opening, closing, entries }, n) =>
    [
      `:20:STATEMENT${number}`,
      `:25:${ACCOUNT}`,
      `:28C:${n + 1}/1`,
      `:60F:${balance(opening, on)}`,
      ...entries.flatMap((row) => [
        `:61:${short(on)}${short(on).slice(2)}${row.direction === "credit" ? "C" : "D"}${comma(row.amount)}NMSCNONREF//${row.vendor_id}`,
        `:86:${row.vendor_description}`,
      ]),
      `:62F:${balance(closing, on)}`,
      "-",
    ].join("\n"),
  );
  return `${messages.join("\n")}\n`;
}

function csv(days: StatedDay[], { number }: Of): string {
  const rows = days.flatMap(({ on, opening, entries }) => {
    let balance = opening;
    return entries.map((row) => {
      balance += signed(row);
      const text = `"${row.vendor_description.replaceAll('"', '""')}"`;
      return [
        on,
        text,
        row.vendor_id,
        row.vendor_code,
        signedDollars(signed(row)),
        signedDollars(balance),
      ].join(",");
    });
  });
  // Some banks number their downloads in an unused column.
  return `Date,Description,Bank reference,Code,Amount,Balance,Download ${number}\n${rows.map((row) => `${row},`).join("\n")}\n`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
