// Damages good files in every way that transport and people do. Whatever comes out is a whole answer or one refusal with its
// place. A deep run: BANK_FUZZ_RUNS=10000 npx vitest run --project unit lib/payments/bank/mutations.test.ts
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { toMinor } from "@/lib/money/currency";
import { readCsvMap } from "./formats/csv-map";
import { readBankFile } from "./read-bank-file";
import { BANK_FORMATS, BankFileError } from "./statement";
import type { BankFormat, BankStatement } from "./statement";

const RUNS = Number(process.env.BANK_FUZZ_RUNS ?? 150);

const GOOD: Record<BankFormat, string> = {
  bai2: [
    "01,122099999,123456789,260305,0600,1,80,,2/",
    "02,123456789,122099999,1,260305,2400,USD,2/",
    "03,0123456789,USD,010,100000,,,015,148766,,/",
    "88,045,100000,2,V,260306,0800/",
    "16,165,50000,S,10000,20000,20000,DD1620,ML4K7Q2X,DEALER, PAYMENTS",
    "88,SECOND LINE/",
    "16,475,1234,V,260306,,,1001,CHECK PAID/",
    "49,400000,6/",
    "98,400000,1,8/",
    "99,400000,1,10/",
  ].join("\n"),
  camt053: [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>',
    "<Stmt><Acct><Id><Othr><Id>0123456789</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
    '<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>',
    '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="USD">1487.66</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>',
    '<Ntry><Amt Ccy="USD">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>',
    '<NtryDtls><TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="USD">200.00</Amt></TxDtls><TxDtls><Amt Ccy="USD">300.00</Amt></TxDtls></NtryDtls></Ntry>',
    '<Ntry><Amt Ccy="USD">12.34</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><DtTm>2026-03-05T23:00:00-05:00</DtTm></BookgDt><AddtlNtryInf>A &amp; B</AddtlNtryInf></Ntry>',
    "</Stmt></BkToCstmrStmt></Document>",
  ].join("\n"),
  ofx: [
    "OFXHEADER:100",
    "DATA:OFXSGML",
    "",
    "<OFX><BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD",
    "<BANKACCTFROM><ACCTID>0123456789</BANKACCTFROM><BANKTRANLIST><DTSTART>20260301<DTEND>20260305",
    "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260305120000[-5:EST]<TRNAMT>500.00<FITID>F1<MEMO>A &amp; B</STMTTRN>",
    "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305<TRNAMT>-12.34<FITID>F2<NAME></STMTTRN>",
    "</BANKTRANLIST><LEDGERBAL><BALAMT>1487.66<DTASOF>20260305</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
  ].join("\n"),
  mt940: [
    "{1:F01BANKUS33AXXX0000000000}{2:I940BANKUS33XXXXN}{4:",
    ":20:A",
    ":25:0123456789",
    ":28C:7/1",
    ":60F:C260304USD1000,00",
    ":61:2603050305C500,00NTRFML4K7Q2X//B-1",
    ":86:166?00CREDIT?20INVOICE 7?32ACME LLC",
    ":62M:C260305USD1500,00",
    "-}",
    ":20:B",
    ":25:0123456789",
    ":28C:7/2",
    ":60M:C260305USD1500,00",
    ":61:260305D12,34NCHKNONREF",
    "SUPPLEMENTARY",
    ":62F:C260305USD1487,66",
    "-",
  ].join("\n"),
  csv: [
    "Export of March",
    "Date,Description,Amount,Balance",
    '03/05/2026,"Dealer, ""payments""\nsecond line","$500.00","$1,500.00"',
    '03/05/2026,Check,(12.34),"$1,487.66"',
  ].join("\n"),
};

const MAP = readCsvMap({
  headerRow: 2,
  account: "0123456789",
  currency: "USD",
  dateFormat: "MM/DD/YYYY",
  columns: { postedOn: "Date", description: "Description", amount: "Amount", balance: "Balance" },
});

type Mutation = { kind: string; at: number; length: number; to: number; text: string };

const ALL = Object.values(GOOD).join("\n");
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("cut", "remove", "repeat", "move", "replace", "insert", "splice", "byte", "line"),
  at: fc.nat(5000),
  length: fc.oneof(fc.nat(3), fc.nat(80)),
  to: fc.nat(5000),
  text: fc.oneof(
    fc.constantFrom(
      ...'0 9 - + , / . : < > & " { } \n \r \u0000 é 99999999999999999999 <!DOCTYPE a> &x; 88, -} :61:'.split(
        " ",
      ),
    ),
    fc.string({ maxLength: 6 }),
  ),
});

function damaged(good: string, mutations: readonly Mutation[]): Uint8Array {
  let text = good;
  let byte: { at: number; value: number } | null = null;
  for (const { kind, at: anywhere, length, to, text: inserted } of mutations) {
    const at = anywhere % (text.length + 1);
    const piece = text.slice(at, at + length);
    const rest = text.slice(0, at) + text.slice(at + length);
    if (kind === "cut") text = text.slice(0, at);
    else if (kind === "remove") text = rest;
    else if (kind === "repeat") text = text.slice(0, at) + piece + text.slice(at);
    else if (kind === "move")
      text = rest.slice(0, to % (rest.length + 1)) + piece + rest.slice(to % (rest.length + 1));
    else if (kind === "replace") text = text.slice(0, at) + inserted + text.slice(at + inserted.length);
    else if (kind === "insert") text = text.slice(0, at) + inserted + text.slice(at);
    else if (kind === "splice")
      text = text.slice(0, at) + ALL.slice(to % ALL.length, (to % ALL.length) + length) + text.slice(at);
    else if (kind === "line")
      text = text
        .split("\n")
        .filter((_, n) => n !== at % 12)
        .join("\n");
    else byte = { at, value: length * 3 };
  }
  const bytes = new TextEncoder().encode(text);
  if (byte && bytes.length > 0) bytes[byte.at % bytes.length] = byte.value % 256;
  return bytes;
}

function addsUp({ opening, closing, currency, lines }: BankStatement): boolean {
  if (opening === null || closing === null) return true;
  const booked = lines.filter(({ pending }) => !pending).map(({ amount }) => toMinor(amount, currency));
  return (
    booked.reduce((total, each) => total + each, toMinor(opening, currency)) === toMinor(closing, currency)
  );
}

const MOST_MEMORY = 200 * 1024 * 1024;
const memoryBefore = process.memoryUsage.rss();
let mostMemory = 0;
afterAll(() => {
  expect(mostMemory - memoryBefore).toBeLessThan(MOST_MEMORY);
});

describe.each(BANK_FORMATS)("%s", (format) => {
  const read = (bytes: Uint8Array) => readBankFile({ bytes, format, map: MAP });

  it("reads the file before it is damaged", () => {
    const statements = read(new TextEncoder().encode(GOOD[format]));
    expect(statements.flatMap(({ lines }) => lines.map(({ amount }) => amount))).toEqual([
      "500.00",
      "-12.34",
    ]);
    expect(statements.map(({ closing }) => closing)).toEqual(["1487.66"]);
  });

  it("answers a damaged file whole or refuses it with its place", { timeout: 1_200_000 }, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const bytes = damaged(GOOD[format], mutations);
        mostMemory = Math.max(mostMemory, process.memoryUsage.rss());
        try {
          expect(read(bytes).every(addsUp)).toBe(true);
        } catch (error) {
          if (!(error instanceof BankFileError)) throw error;
          const place = error.place && ("record" in error.place ? error.place.record : error.place.line);
          const lineCount = new TextDecoder("latin1").decode(bytes).split(/\r\n?|\n/).length;
          expect(place).toBeGreaterThanOrEqual(1);
          expect(place).toBeLessThanOrEqual(lineCount);
          expect(error.message).toMatch(/^(Line|Record) \d+: .+[.]$/s);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("refuses the file cut anywhere before its last character, or reads the same", () => {
    const good = GOOD[format];
    const whole = JSON.stringify(read(new TextEncoder().encode(good)));
    // A CSV states no end, and OFX no opening balance: a cut between lines cannot be seen there unless balances are given.
    const canEndAnywhere = format === "csv";
    for (let end = 0; end < good.length; end += 1) {
      let answer: string | null = null;
      try {
        answer = JSON.stringify(read(new TextEncoder().encode(good.slice(0, end))));
      } catch (error) {
        expect(error).toBeInstanceOf(BankFileError);
      }
      if (answer !== null && !canEndAnywhere) expect(answer).toBe(whole);
    }
  });
});
