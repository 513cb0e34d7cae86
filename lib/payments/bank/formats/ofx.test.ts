import { expect, it, test } from "vitest";
import { answerOf, file } from "@/test/bank-statements";

// Written by hand from the OFX specifications 1.6 (SGML) and 2.2 (XML). The body begins on line 4 of either version.
function sgml(...body: string[]): string {
  return [
    "OFXHEADER:100\nDATA:OFXSGML VERSION:102 SECURITY:NONE ENCODING:USASCII CHARSET:1252 COMPRESSION:NONE",
    "",
    ...body,
  ].join("\n");
}

function xml(...body: string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>',
    "",
    ...body,
  ].join("\n");
}

const OPEN =
  "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>USD";
const BANK =
  "<BANKACCTFROM><BANKID>122099999<ACCTID>0123456789<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>";
const CLOSE = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
const HEAD = "0123456789 USD -..- - > -";

const FILES: [title: string, ofx: string, answer: string][] = [
  [
    "1.x: a debit and a check, with unclosed leaves, zones in brackets and the ledger balance",
    file`
      OFXHEADER:100
      DATA:OFXSGML
      VERSION:102
      SECURITY:NONE
      ENCODING:USASCII
      CHARSET:1252
      COMPRESSION:NONE
      OLDFILEUID:NONE
      NEWFILEUID:NONE

      <OFX>
      <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260306120000[-5:EST]<LANGUAGE>ENG<FI><ORG>BANK<FID>1</FI></SONRS></SIGNONMSGSRSV1>
      <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
      <STMTRS>
      <CURDEF>USD
      <BANKACCTFROM><BANKID>122099999<ACCTID>0123456789<ACCTTYPE>CHECKING</BANKACCTFROM>
      <BANKTRANLIST>
      <DTSTART>20260301000000[-5:EST]
      <DTEND>20260305235959.999[-5:EST]
      <STMTTRN>
      <TRNTYPE>DEBIT
      <DTPOSTED>20260305233000.000[-5:EST]
      <TRNAMT>-12.34
      <FITID>202603050001
      <NAME>Tea &amp; Milk
      <MEMO>Order &lt;7&gt; A&B
      </STMTTRN>
      <STMTTRN>
      <TRNTYPE>CHECK
      <DTPOSTED>20260304
      <TRNAMT>-5
      <FITID>202603040001
      <CHECKNUM>1001
      </STMTTRN>
      </BANKTRANLIST>
      <LEDGERBAL><BALAMT>982.66<DTASOF>20260305</LEDGERBAL>
      <AVAILBAL><BALAMT>900.00<DTASOF>20260305</AVAILBAL>
      </STMTRS></STMTTRNRS></BANKMSGSRSV1>
      </OFX>
    `,
    `0123456789 USD 2026-03-01..2026-03-05 - > 982.66
2026-03-05 - -12.34 DEBIT | - | 202603050001 | Order <7> A&B | Tea & Milk
2026-03-04 - -5.00 CHECK | 1001 | 202603040001 | - | -`,
  ],
  [
    "2.x: the same in XML, with a payee and a card statement beside it",
    xml(
      "<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1</TRNUID><STMTRS><CURDEF>USD</CURDEF><BANKACCTFROM><BANKID>1</BANKID><ACCTID>77</ACCTID><ACCTTYPE>SAVINGS</ACCTTYPE></BANKACCTFROM>",
      "<BANKTRANLIST><DTSTART>20260301</DTSTART><DTEND>20260305</DTEND><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260305120000</DTPOSTED><TRNAMT>+466.67</TRNAMT><FITID>F1</FITID><REFNUM>ML4K7Q2X</REFNUM><PAYEE><NAME>Art &amp; Co</NAME></PAYEE><MEMO>Loan</MEMO></STMTTRN></BANKTRANLIST>",
      "<LEDGERBAL><BALAMT>1000.00</BALAMT><DTASOF>20260305</DTASOF></LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>",
      "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD</CURDEF><CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM><BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260305</DTPOSTED><TRNAMT>-1.00</TRNAMT><FITID>C1</FITID><NAME>Cafe</NAME></STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>-1.00</BALAMT><DTASOF>20260305</DTASOF></LEDGERBAL></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>",
    ),
    `77 USD 2026-03-01..2026-03-05 - > 1000.00
2026-03-05 - 466.67 CREDIT | ML4K7Q2X | F1 | Loan | Art & Co
4111 USD -..- - > -1.00
2026-03-05 - -1.00 DEBIT | - | C1 | Cafe | Cafe`,
  ],
  [
    "1.x: everything on one line, with closed leaves",
    `OFXHEADER:100 DATA:OFXSGML VERSION:103 SECURITY:NONE ENCODING:UNICODE CHARSET:NONE COMPRESSION:NONE OLDFILEUID:NONE NEWFILEUID:NONE ${OPEN}</CURDEF>${BANK}<STMTTRN><TRNTYPE>INT</TRNTYPE><DTPOSTED>20260305</DTPOSTED><TRNAMT>0.01</TRNAMT><FITID>F1</FITID><NAME></NAME></STMTTRN>${CLOSE}`,
    `${HEAD}
2026-03-05 - 0.01 INT | - | F1 | - | -`,
  ],
  [
    "1.x: no header, and empty leaves without their end tags",
    `${OPEN}${BANK}<DTSTART><DTEND>\n<STMTTRN><TRNTYPE>FEE<CHECKNUM><DTPOSTED>20260305<TRNAMT>-1<FITID>F1<NAME><MEMO>\n</STMTTRN>\n<STMTTRN><TRNTYPE>FEE<DTPOSTED>20260305<TRNAMT>-2<FITID>F2</STMTTRN>${CLOSE}`,
    `${HEAD}
2026-03-05 - -1.00 FEE | - | F1 | - | -
2026-03-05 - -2.00 FEE | - | F2 | - | -`,
  ],
  [
    "1.x: lower case tags, values over lines and numeric entities",
    `${OPEN}${BANK}<stmttrn><trntype>XFER<dtposted>20260305<trnamt>1<fitid>F1<memo>First\n  second &#233; &#x41;&nbsp;&unknown;</stmttrn>${CLOSE}`,
    `${HEAD}
2026-03-05 - 1.00 XFER | - | F1 | First second é A &unknown; | -`,
  ],
  [
    "amounts with a decimal comma, thousands separators and signs",
    sgml(
      OPEN,
      BANK,
      ...["-12,5", "+1,234.56", "1,234,567.8", "-0.00", ".5", "-1"].map(
        (amount, n) => `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20260305<TRNAMT>${amount}<FITID>F${n}</STMTTRN>`,
      ),
      CLOSE,
    ),
    `${HEAD}
2026-03-05 - -12.50 OTHER | - | F0 | - | -
2026-03-05 - 1234.56 OTHER | - | F1 | - | -
2026-03-05 - 1234567.80 OTHER | - | F2 | - | -
2026-03-05 - 0.00 OTHER | - | F3 | - | -
2026-03-05 - 0.50 OTHER | - | F4 | - | -
2026-03-05 - -1.00 OTHER | - | F5 | - | -`,
  ],
  [
    "days as they are written, in every shape of an OFX date",
    sgml(
      OPEN,
      BANK,
      ...[
        "20260305",
        "202603052359",
        "20260305235959",
        "20260305235959.123",
        "20260305000000[+14:LINT]",
        "20260305233000.000[-8:PST]",
        "20260305120000 [0:GMT]",
      ].map((date, n) => `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${date}<TRNAMT>1<FITID>F${n}</STMTTRN>`),
      CLOSE,
    ),
    `${HEAD}\n${[0, 1, 2, 3, 4, 5, 6].map((n) => `2026-03-05 - 1.00 OTHER | - | F${n} | - | -`).join("\n")}`,
  ],
  [
    "pending transactions in their own list",
    xml(
      "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD</CURDEF><BANKACCTFROM><ACCTID>77</ACCTID></BANKACCTFROM><BANKTRANLIST></BANKTRANLIST>",
      "<BANKTRANLISTP><DTASOF>20260305</DTASOF><STMTTRNP><TRNTYPE>POS</TRNTYPE><DTTRAN>20260305</DTTRAN><TRNAMT>-3.00</TRNAMT><NAME>Fuel</NAME></STMTTRNP></BANKTRANLISTP>",
      "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
    ),
    `77 USD -..- - > -
2026-03-05 - -3.00 POS | - | - | Fuel | Fuel pending`,
  ],
  [
    "another default currency, and an amount that was converted from a foreign one",
    sgml(
      OPEN.replace("USD", "JPY"),
      BANK,
      "<STMTTRN><TRNTYPE>POS<DTPOSTED>20260305<TRNAMT>-500<FITID>F1<ORIGCURRENCY><CURRATE>150<CURSYM>USD</ORIGCURRENCY></STMTTRN>",
      CLOSE,
    ),
    `0123456789 JPY -..- - > -
2026-03-05 - -500 POS | - | F1 | - | -`,
  ],
  [
    "two equal transactions, and other banks' extra elements",
    sgml(
      OPEN,
      BANK,
      "<STMTTRN><TRNTYPE>ACH<DTPOSTED>20260305<DTUSER>20260304<TRNAMT>466.67<FITID>F1<SIC>6012<NAME>LOAN PYMT<BANKACCTTO><BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTTO></STMTTRN>",
      "<STMTTRN><TRNTYPE>ACH<DTPOSTED>20260305<TRNAMT>466.67<FITID>F1<NAME>LOAN PYMT<INTU.BANKID>3000</STMTTRN>",
      CLOSE,
    ),
    `${HEAD}
2026-03-05 - 466.67 ACH | - | F1 | LOAN PYMT | LOAN PYMT
2026-03-05 - 466.67 ACH | - | F1 | LOAN PYMT | LOAN PYMT`,
  ],
  [
    "several statements of one bank",
    sgml(
      OPEN,
      BANK,
      "</BANKTRANLIST><LEDGERBAL><BALAMT>1.00<DTASOF>20260305</LEDGERBAL></STMTRS></STMTTRNRS><STMTTRNRS><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>88</BANKACCTFROM><LEDGERBAL><BALAMT>-2.00<DTASOF>20260305</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
    ),
    `0123456789 USD -..- - > 1.00
88 USD -..- - > -2.00`,
  ],
];

const transaction = (rest: string) => sgml(OPEN, BANK, `<STMTTRN><TRNTYPE>DEBIT${rest}</STMTTRN>`, CLOSE);
const REFUSED: [title: string, ofx: string, answer: string][] = [
  [
    "a transaction without FITID",
    transaction("<DTPOSTED>20260305<TRNAMT>-1"),
    "malformed: Line 6: the transaction has no FITID.",
  ],
  ["a transaction without a date", transaction("<TRNAMT>-1<FITID>F1"), "date: Line 6: the date is missing."],
  [
    "a transaction without an amount",
    transaction("<DTPOSTED>20260305<FITID>F1"),
    "amount: Line 6: the amount is missing.",
  ],
  [
    "an amount whose comma may be either",
    transaction("<DTPOSTED>20260305<TRNAMT>1,234<FITID>F1"),
    'amount: Line 6: the amount "1,234" has more decimals than USD has.',
  ],
  [
    "an amount with an exponent",
    transaction("<DTPOSTED>20260305<TRNAMT>1e3<FITID>F1"),
    'amount: Line 6: "1e3" is not an amount.',
  ],
  [
    "a date that does not exist",
    transaction("<DTPOSTED>20260229<TRNAMT>1<FITID>F1"),
    'date: Line 6: "20260229" is not a date that exists.',
  ],
  [
    "a date in another shape",
    transaction("<DTPOSTED>03/05/2026<TRNAMT>1<FITID>F1"),
    'date: Line 6: "03/05/2026" is not an OFX date.',
  ],
  [
    "a transaction in another currency",
    transaction("<DTPOSTED>20260305<TRNAMT>1<FITID>F1<CURRENCY><CURRATE>1<CURSYM>EUR</CURRENCY>"),
    "currency: Line 6: the transaction is in EUR, but the account is in USD.",
  ],
  [
    "a correction of an earlier file",
    transaction("<DTPOSTED>20260305<TRNAMT>1<FITID>F2<CORRECTFITID>F1<CORRECTACTION>REPLACE"),
    'not-supported: Line 6: the transaction corrects "F1" of an earlier file. Ask the bank for a statement with the correction booked.',
  ],
  [
    "a statement without a currency",
    sgml(OPEN.replace("<CURDEF>USD", ""), BANK, CLOSE),
    "currency: Line 4: the statement names no currency (CURDEF).",
  ],
  [
    "a statement without an account",
    sgml(OPEN, "<BANKTRANLIST>", CLOSE),
    "malformed: Line 4: the statement names no account (ACCTID).",
  ],
  [
    "an error in place of a statement",
    sgml(
      "<OFX><BANKMSGSRSV1><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR<MESSAGE>Account not found</STATUS></STMTTRNRS></BANKMSGSRSV1></OFX>",
    ),
    'not-supported: Line 4: the bank reports an error instead of a statement: "Account not found". Download the file again.',
  ],
  [
    "a file without a statement",
    sgml("<OFX><SIGNONMSGSRSV1><SONRS></SONRS></SIGNONMSGSRSV1></OFX>"),
    "wrong-format: Line 1: the OFX file has no bank or card statement.",
  ],
  [
    "1.x that is cut",
    sgml(OPEN, BANK, "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305"),
    "cut: Line 6: the file ends before its last element does. Get the complete file from the bank.",
  ],
  [
    "2.x that is cut",
    xml("<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>"),
    "cut: Line 4: the file ends before its last element does. Get the complete file from the bank.",
  ],
  [
    "an aggregate without its end",
    sgml(OPEN, BANK, "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305<TRNAMT>1<FITID>F1", CLOSE),
    "malformed: Line 7: </BANKTRANLIST> comes before </STMTTRN>: the file is damaged.",
  ],
  [
    "an end of what is not open",
    sgml(OPEN, BANK, "</STMTTRN>", CLOSE),
    "malformed: Line 6: </STMTTRN> ends an element that is not open.",
  ],
  [
    "text between transactions",
    sgml(OPEN, BANK, "garbage", CLOSE),
    'malformed: Line 7: "garbage" is text inside <BANKTRANLIST>, which has only elements.',
  ],
  [
    "a DOCTYPE in 1.x",
    sgml("<!DOCTYPE OFX SYSTEM 'x.dtd'>", OPEN, BANK, CLOSE),
    "doctype: Line 4: the file has a DOCTYPE or entities, which bank statements never need. It was not read.",
  ],
  [
    "a DOCTYPE in 2.x",
    xml("<!DOCTYPE OFX [<!ENTITY a 'aaa'>]>", "<OFX>&a;</OFX>"),
    "doctype: Line 4: the file has a DOCTYPE, which bank statements never need. It was not read.",
  ],
  [
    "an investment statement",
    sgml(
      "<OFX><INVSTMTMSGSRSV1><INVSTMTRS><INVTRANLIST><INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT</STMTTRN></INVBANKTRAN></INVTRANLIST></INVSTMTRS></INVSTMTMSGSRSV1></OFX>",
    ),
    "not-supported: Line 4: the transaction (STMTTRN) is not in the list of a bank or card statement. Investment statements cannot be imported.",
  ],
  [
    "text behind the document",
    sgml(OPEN, BANK, CLOSE, "01,A,B,260305,0600,1,,,2/"),
    'malformed: Line 7: "01,A,B,260305,0600,1,,,2/" is outside of the OFX document. Import one format per file.',
  ],
  [
    "a second document",
    sgml(OPEN, BANK, CLOSE, OPEN, BANK, CLOSE),
    "malformed: Line 7: a second OFX document begins here. Import one file at a time.",
  ],
  [
    "another format",
    ":20:A\n",
    "wrong-format: Line 1: MT940 data begins here, but the file is read as OFX. Choose the format of the file, and import one format per file.",
  ],
  [
    "other XML",
    '<?xml version="1.0"?><html/>',
    "wrong-format: Line 1: this is not an OFX file: it has no OFX element.",
  ],
  [
    "other text",
    "Dear customer",
    'wrong-format: Line 1: this is not an OFX file: it begins with "Dear customer".',
  ],
];

it.each(FILES)("reads %s", (_, ofx, answer) => expect(answerOf("ofx", ofx)).toBe(answer));

it.each(REFUSED)("refuses %s", (_, ofx, answer) => expect(answerOf("ofx", ofx)).toBe(answer));

test("an OFX 1.x file is read in the character set that its header names", () => {
  const ofx = transaction("<DTPOSTED>20260305<TRNAMT>1<FITID>F1<NAME>Café");
  expect(answerOf("ofx", Buffer.from(ofx, "latin1"))).toContain("Café");
  expect(answerOf("ofx", Buffer.from(ofx, "utf8"))).toContain("Café");
});

test("an empty element without its end is left, however much follows it", () => {
  const ofx = transaction(`<DTPOSTED>20260305<TRNAMT>1<FITID>F1<EMPTY>${"<X>a".repeat(300_000)}`);
  expect(answerOf("ofx", ofx)).toBe(`${HEAD}\n2026-03-05 - 1.00 DEBIT | - | F1 | - | -`);
});

test("20,000 transactions are read", () => {
  const one = "<STMTTRN><TRNTYPE>ACH<DTPOSTED>20260305<TRNAMT>466.67<FITID>F1<NAME>LOAN PYMT</STMTTRN>\n";
  expect(answerOf("ofx", sgml(OPEN, BANK, one.repeat(20_000), CLOSE)).split("\n")).toHaveLength(20_001);
});
