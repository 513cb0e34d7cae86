import { expect, it, test } from "vitest";
import { answerOf } from "@/test/bank-statements";

// Written by hand from the ISO 20022 message definition of camt.053. Each part is on one physical line, the first on line 3.
function camt(version: string, ...statement: string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>`,
    ...statement,
    "</BkToCstmrStmt></Document>",
  ].join("\n");
}

const USD = "<Stmt><Id>1</Id><Acct><Id><Othr><Id>0123456789</Id></Othr></Id><Ccy>USD</Ccy></Acct>";
const END = "</Stmt>";
const DAY = "<BookgDt><Dt>2026-03-05</Dt></BookgDt>";

function balance(code: string, amount: string, indicator = "CRDT", currency = "USD"): string {
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${indicator}</CdtDbtInd><Dt><Dt>2026-03-05</Dt></Dt></Bal>`;
}

function entry(amount: string, indicator: string, rest: string, currency = "USD"): string {
  return `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${indicator}</CdtDbtInd>${rest}</Ntry>`;
}

const BOOKED = `<Sts>BOOK</Sts>${DAY}`;
const BOOKED_08 = `<Sts><Cd>BOOK</Cd></Sts>${DAY}`;

const FILES: [title: string, xml: string, answer: string][] = [
  [
    "version 02: an IBAN, a credit transfer with its text and parties",
    camt(
      "02",
      "<Stmt><Id>1</Id><FrToDt><FrDtTm>2026-03-05T00:00:00</FrDtTm><ToDtTm>2026-03-05T23:59:59</ToDtTm></FrToDt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>",
      balance("OPBD", "100.00", "CRDT", "EUR"),
      balance("CLBD", "112.34", "CRDT", "EUR"),
      entry(
        "12.34",
        "CRDT",
        `${BOOKED}<ValDt><Dt>2026-03-06</Dt></ValDt><AcctSvcrRef>B-1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>ML4K7Q2X</EndToEndId></Refs><RltdPties><Dbtr><Nm>Art &amp; Sons</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Loan</Ustrd><Ustrd>March</Ustrd></RmtInf></TxDtls></NtryDtls><AddtlNtryInf>SEPA</AddtlNtryInf>`,
        "EUR",
      ),
      END,
    ),
    `DE89370400440532013000 EUR 2026-03-05..2026-03-05 100.00 > 112.34
2026-03-05 2026-03-06 12.34 PMNT-RCDT-ESCT | ML4K7Q2X | B-1 | Loan March | Art & Sons`,
  ],
  [
    "version 08: an account without an IBAN, status in a code, parties in Pty, no end-to-end reference",
    camt(
      "08",
      USD,
      balance("PRCD", "50.00"),
      balance("CLBD", "37.66"),
      entry(
        "12.34",
        "DBIT",
        `${BOOKED_08}<AcctSvcrRef>B-2</AcctSvcrRef><BkTxCd><Prtry><Cd>495</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>Brittany</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls><AddtlNtryInf>WIRE OUT</AddtlNtryInf>`,
      ),
      END,
    ),
    `0123456789 USD -..- 50.00 > 37.66
2026-03-05 - -12.34 495 | - | B-2 | WIRE OUT | Brittany`,
  ],
  [
    "a batch entry with its parts",
    camt(
      "08",
      USD,
      entry(
        "933.34",
        "CRDT",
        `${BOOKED_08}<AcctSvcrRef>B-3</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd></Domn></BkTxCd><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch><TxDtls><Refs><AcctSvcrRef>P-1</AcctSvcrRef><EndToEndId>E-1</EndToEndId></Refs><Amt Ccy="USD">466.67</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Pty><Nm>Art</Nm></Pty></Dbtr></RltdPties></TxDtls><TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="USD">466.67</Amt></TxAmt></AmtDtls><AddtlTxInf>Second</AddtlTxInf></TxDtls></NtryDtls><AddtlNtryInf>BATCH</AddtlNtryInf>`,
      ),
      END,
    ),
    `0123456789 USD -..- - > -
2026-03-05 - 933.34 PMNT | - | B-3 | BATCH | -
+ 2026-03-05 - 466.67 PMNT | E-1 | P-1 | - | Art
+ 2026-03-05 - 466.67 PMNT | E-2 | - | Second | -`,
  ],
  [
    "parts over two NtryDtls, one of them without an amount",
    camt(
      "02",
      USD,
      entry(
        "5",
        "DBIT",
        `${BOOKED}<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="USD">2.50</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls><NtryDtls><TxDtls><Refs><EndToEndId>E-9</EndToEndId></Refs></TxDtls></NtryDtls>`,
      ),
      END,
    ),
    `0123456789 USD -..- - > -
2026-03-05 - -5.00 - | - | - | - | -
+ 2026-03-05 - -2.50 - | - | - | - | -
+ 2026-03-05 - - - | E-9 | - | - | -`,
  ],
  [
    "pending entries as text and as code, which do not count, and information",
    camt(
      "08",
      USD,
      balance("OPBD", "10.00"),
      balance("CLBD", "11.00"),
      entry("1.00", "CRDT", BOOKED_08),
      entry("2.00", "CRDT", `<Sts><Cd>PDNG</Cd></Sts><ValDt><Dt>2026-03-07</Dt></ValDt>`),
      entry("4.00", "DBIT", `<Sts>PDNG</Sts>`),
      entry("8.00", "CRDT", `<Sts><Cd>INFO</Cd></Sts>${DAY}`),
      END,
    ),
    `0123456789 USD -..- 10.00 > 11.00
2026-03-05 - 1.00 - | - | - | - | -
2026-03-07 2026-03-07 2.00 - | - | - | - | - pending
- - -4.00 - | - | - | - | - pending
2026-03-05 - 8.00 - | - | - | - | - pending`,
  ],
  [
    "reversals: the indicator alone has the sign, and the parties stay",
    camt(
      "02",
      USD,
      balance("OPBD", "100.00"),
      balance("CLBD", "97.00"),
      entry(
        "5.00",
        "DBIT",
        `<RvslInd>true</RvslInd>${BOOKED}<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Art</Nm></Dbtr><Cdtr><Nm>Us</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>`,
      ),
      entry("2.00", "CRDT", `<RvslInd>1</RvslInd>${BOOKED}`),
      entry("0", "DBIT", `<RvslInd>false</RvslInd>${BOOKED}`),
      END,
    ),
    `0123456789 USD -..- 100.00 > 97.00
2026-03-05 - -5.00 - | - | - | - | Art reversal
2026-03-05 - 2.00 - | - | - | - | - reversal
2026-03-05 - 0.00 - | - | - | - | -`,
  ],
  [
    "dates with times: the day as it is written, whatever the zone",
    camt(
      "08",
      "<Stmt><FrToDt><FrDtTm>2026-03-05T00:00:00-05:00</FrDtTm><ToDtTm>2026-03-05T23:59:59.999-05:00</ToDtTm></FrToDt><Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
      entry(
        "1.00",
        "CRDT",
        "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-03-05T23:30:00-08:00</DtTm></BookgDt><ValDt><Dt>2026-03-06Z</Dt></ValDt>",
      ),
      entry(
        "1.00",
        "CRDT",
        "<Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-03-05T00:10:00+14:00</DtTm></BookgDt>",
      ),
      END,
    ),
    `1 USD 2026-03-05..2026-03-05 - > -
2026-03-05 2026-03-06 1.00 - | - | - | - | -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "currencies without decimals and with three",
    camt(
      "08",
      "<Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id><Ccy>JPY</Ccy></Acct>",
      balance("OPBD", "1000", "DBIT", "JPY"),
      balance("CLBD", "500.00", "DBIT", "JPY"),
      entry("500", "CRDT", BOOKED_08, "JPY"),
      END,
      "<Stmt><Acct><Id><Othr><Id>2</Id></Othr></Id><Ccy>BHD</Ccy></Acct>",
      entry("1.5", "DBIT", BOOKED_08, "BHD"),
      END,
    ),
    `1 JPY -..- -1000 > -500
2026-03-05 - 500 - | - | - | - | -
2 BHD -..- - > -
2026-03-05 - -1.500 - | - | - | - | -`,
  ],
  [
    "several statements, one of them without entries, and no Ccy in the account",
    camt(
      "02",
      "<Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>",
      balance("OPBD", "1.00"),
      balance("CLBD", "1.00"),
      END,
      "<Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>",
      entry("1.00", "CRDT", BOOKED),
      END,
    ),
    `1 USD -..- 1.00 > 1.00
1 USD -..- - > -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "interim and available balances, which are not the statement's",
    camt(
      "08",
      USD,
      balance("ITBD", "7.00"),
      balance("OPAV", "8.00"),
      balance("CLAV", "9.00"),
      balance("FWAV", "9.00"),
      entry("1.00", "CRDT", BOOKED_08),
      END,
    ),
    `0123456789 USD -..- - > -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "OPBD before PRCD, and the last CLBD of a statement over two days",
    camt(
      "08",
      USD,
      balance("PRCD", "90.00"),
      balance("OPBD", "100.00"),
      balance("CLBD", "101.00"),
      balance("CLBD", "102.00"),
      entry("2.00", "CRDT", BOOKED_08),
      END,
    ),
    `0123456789 USD -..- 100.00 > 102.00
2026-03-05 - 2.00 - | - | - | - | -`,
  ],
  [
    "prefixes, an envelope around the document, comments and CDATA",
    '<Envelope><AppHdr><Fr/></AppHdr><ns:Document xmlns:ns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.13"><ns:BkToCstmrStmt><!-- a note --><ns:Stmt><ns:Acct><ns:Id><ns:Othr><ns:Id> 1 </ns:Id></ns:Othr></ns:Id><ns:Ccy>USD</ns:Ccy></ns:Acct><ns:Ntry><ns:Amt Ccy="USD">1</ns:Amt><ns:CdtDbtInd>CRDT</ns:CdtDbtInd><ns:Sts><ns:Cd>BOOK</ns:Cd></ns:Sts><ns:BookgDt><ns:Dt>2026-03-05</ns:Dt></ns:BookgDt><ns:AddtlNtryInf><![CDATA[A < B & C]]></ns:AddtlNtryInf></ns:Ntry></ns:Stmt></ns:BkToCstmrStmt></ns:Document></Envelope>',
    `1 USD -..- - > -
2026-03-05 - 1.00 - | - | - | A < B & C | -`,
  ],
  [
    "a structured creditor reference, ultimate parties and numeric entities",
    camt(
      "08",
      USD,
      entry(
        "1.00",
        "CRDT",
        `${BOOKED_08}<NtryDtls><TxDtls><RltdPties><UltmtDbtr><Pty><Nm>Jos&#233; &#x26; Co</Nm></Pty></UltmtDbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>`,
      ),
      END,
    ),
    `0123456789 USD -..- - > -
2026-03-05 - 1.00 - | - | - | RF18539007547034 | José & Co`,
  ],
  [
    "a summary of entries that agrees with the booked ones",
    camt(
      "08",
      USD,
      "<TxsSummry><TtlNtries><NbOfNtries>2</NbOfNtries><Sum>3.00</Sum></TtlNtries><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>1.00</Sum></TtlCdtNtries><TtlDbtNtries><NbOfNtries>1</NbOfNtries><Sum>2.00</Sum></TtlDbtNtries></TxsSummry>",
      entry("1.00", "CRDT", BOOKED_08),
      entry("2.00", "DBIT", BOOKED_08),
      entry("4.00", "CRDT", "<Sts><Cd>PDNG</Cd></Sts>"),
      END,
    ),
    `0123456789 USD -..- - > -
2026-03-05 - 1.00 - | - | - | - | -
2026-03-05 - -2.00 - | - | - | - | -
- - 4.00 - | - | - | - | - pending`,
  ],
  [
    "a booked entry without a booking date, on its value date",
    camt("02", USD, entry("1.00", "CRDT", "<Sts>BOOK</Sts><ValDt><Dt>2026-03-06</Dt></ValDt>"), END),
    `0123456789 USD -..- - > -
2026-03-06 2026-03-06 1.00 - | - | - | - | -`,
  ],
];

const REFUSED: [title: string, xml: string, answer: string][] = [
  [
    "balances that the entries do not connect",
    camt("02", USD, balance("OPBD", "1.00"), balance("CLBD", "3.00"), entry("1.00", "CRDT", BOOKED), END),
    "balance: Line 5: the opening balance 1.00 plus the booked lines 1.00 is 2.00, but the closing balance is 3.00. Get the complete statement from the bank.",
  ],
  [
    "an entry in another currency",
    camt("02", USD, entry("1.00", "CRDT", BOOKED, "EUR"), END),
    "currency: Line 4: the entry is in EUR, but the account is in USD.",
  ],
  [
    "a balance in another currency",
    camt("02", USD, balance("CLBD", "1.00", "CRDT", "EUR"), END),
    "currency: Line 4: the balance is in EUR, but the account is in USD.",
  ],
  [
    "an amount without a currency",
    camt("02", USD, `<Ntry><Amt>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>${BOOKED}</Ntry>`, END),
    'currency: Line 4: "" is not a currency code.',
  ],
  [
    "more decimals than the currency has",
    camt("02", USD, entry("1.005", "CRDT", BOOKED), END),
    'amount: Line 4: the amount "1.005" has more decimals than USD has.',
  ],
  [
    "a negative amount",
    camt("02", USD, entry("-1.00", "CRDT", BOOKED), END),
    'amount: Line 4: the amount "-1.00" is negative; the format states the sign apart from the amount.',
  ],
  [
    "an entry that is neither credit nor debit",
    camt("02", USD, entry("1.00", "CREDIT", BOOKED), END),
    'malformed: Line 4: "CREDIT" is neither CRDT nor DBIT.',
  ],
  [
    "an entry without a status",
    camt("02", USD, entry("1.00", "CRDT", DAY), END),
    "malformed: Line 4: the status (Sts) of the entry is missing.",
  ],
  [
    "a booked entry without any date",
    camt("02", USD, entry("1.00", "CRDT", "<Sts>BOOK</Sts>"), END),
    "date: Line 4: the entry is booked but has no booking date (BookgDt).",
  ],
  [
    "a date that does not exist",
    camt("02", USD, entry("1.00", "CRDT", "<Sts>BOOK</Sts><BookgDt><Dt>2026-02-29</Dt></BookgDt>"), END),
    'date: Line 4: "2026-02-29" is not a date that exists.',
  ],
  [
    "a statement without an account",
    camt("02", "<Stmt><Acct><Ccy>USD</Ccy></Acct>", END),
    "malformed: Line 3: the statement names no account.",
  ],
  [
    "a statement without a currency",
    camt("02", "<Stmt><Acct><Id><IBAN>DE1</IBAN></Id></Acct>", END),
    "currency: Line 3: the statement names no currency.",
  ],
  [
    "a number of entries that is wrong",
    camt(
      "02",
      USD,
      "<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>",
      entry("1.00", "CRDT", BOOKED),
      END,
    ),
    "control-total: Line 4: the statement counts 3 entries, but there are 1. Get the file from the bank again.",
  ],
  [
    "a total that is wrong",
    camt(
      "02",
      USD,
      "<TxsSummry><TtlCdtNtries><Sum>1.01</Sum></TtlCdtNtries></TxsSummry>",
      entry("1.00", "CRDT", BOOKED),
      END,
    ),
    "control-total: Line 4: the statement's total is 1.01, but the entries add up to 1.00. Get the file from the bank again.",
  ],
  [
    "a DOCTYPE with entities",
    `<?xml version="1.0"?>\n<!DOCTYPE Document [<!ENTITY a "b">]>\n<Document>&a;</Document>`,
    "doctype: Line 2: the file has a DOCTYPE, which bank statements never need. It was not read.",
  ],
  [
    "a DOCTYPE that names a file",
    `<!DOCTYPE Document SYSTEM "file:///etc/passwd">\n<Document/>`,
    "doctype: Line 1: the file has a DOCTYPE, which bank statements never need. It was not read.",
  ],
  [
    "an entity that nothing declares",
    camt("02", USD, entry("1.00", "CRDT", `${BOOKED}<AddtlNtryInf>&xxe;</AddtlNtryInf>`), END),
    "malformed: Line 4: the file is not well-formed XML (undefined entity).",
  ],
  [
    "a file that is cut",
    camt("02", USD, entry("1.00", "CRDT", BOOKED), END).slice(0, -30),
    "cut: Line 5: the file ends before its last element does. Get the complete file from the bank.",
  ],
  [
    "an account report",
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"><BkToCstmrAcctRpt><Rpt/></BkToCstmrAcctRpt></Document>',
    "wrong-format: Line 1: this is not a CAMT.053 statement: the file is an account report (CAMT.052).",
  ],
  [
    "other XML",
    "<html><body/></html>",
    "wrong-format: Line 1: this is not a CAMT.053 statement: it has no BkToCstmrStmt element.",
  ],
  [
    "another format",
    "01,A,B,260305,0600,1,,,2/\n",
    "wrong-format: Line 1: BAI2 data begins here, but the file is read as CAMT.053. Choose the format of the file, and import one format per file.",
  ],
  [
    "a second document behind the first",
    `${camt("02", USD, END)}\n<Document/>`,
    "malformed: Line 6: the file is not well-formed XML (documents may contain only one root).",
  ],
];

it.each(FILES)("reads %s", (_, xml, answer) => expect(answerOf("camt053", xml)).toBe(answer));

it.each(REFUSED)("refuses %s", (_, xml, answer) => expect(answerOf("camt053", xml)).toBe(answer));

test("bytes are read in the encoding that the document declares", () => {
  const xml = camt("02", USD, entry("1.00", "CRDT", `${BOOKED}<AddtlNtryInf>Café</AddtlNtryInf>`), END);
  const latin = Buffer.from(xml.replace("UTF-8", "ISO-8859-1"), "latin1");
  expect(answerOf("camt053", latin)).toContain("Café");
  expect(answerOf("camt053", Buffer.from(`\uFEFF${xml}`, "utf16le"))).toContain("Café");
});

test("20,000 entries are read", () => {
  const one = `${entry("1.00", "CRDT", BOOKED_08)}\n`;
  expect(answerOf("camt053", camt("08", USD, one.repeat(20_000), END)).split("\n")).toHaveLength(20_001);
});
