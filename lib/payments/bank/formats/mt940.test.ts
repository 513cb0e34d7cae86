import { expect, it, test } from "vitest";
import { answerOf, file } from "@/test/bank-statements";

// Written by hand from SWIFT's description of MT940 and the field 86 of German banks (DFÜ agreement, annex 3).
const FILES: [title: string, mt940: string, answer: string][] = [
  [
    "a statement without blocks",
    file`
      :20:STARTUMS
      :25:12345678/USD
      :28C:7/1
      :60F:C260304USD100,00
      :61:2603050305D12,34NTRFML4K7Q2X//B-9
      :86:LOAN PAYMENT
      :62F:C260305USD87,66
      :64:C260305USD87,66
      -
    `,
    `12345678/USD USD -..2026-03-05 100.00 > 87.66
2026-03-05 2026-03-05 -12.34 NTRF | ML4K7Q2X | B-9 | LOAN PAYMENT | -`,
  ],
  [
    "SWIFT blocks, two messages, the trailer before the next header on one line",
    file`
      {1:F01BANKUS33AXXX0000000000}{2:O9401200260305BANKUS33AXXX00000000002603051200N}{3:{108:X}}{4:
      :20:A
      :25:1
      :28C:1
      :60F:D260304EUR0,5
      :62F:D260305EUR0,50
      -}{5:{CHK:123456789ABC}}{1:F01BANKUS33AXXX0000000000}{2:I940BANKUS33XXXXN}{4:
      :20:B
      :25:2
      :28C:1
      :60F:C260304EUR1,
      :62F:C260305EUR1,
      -}
    `,
    `1 EUR -..2026-03-05 -0.50 > -0.50
2 EUR -..2026-03-05 1.00 > 1.00`,
  ],
  [
    "pages joined, with another account between them",
    file`
      :20:A
      :25:1
      :28C:00012/00001
      :60F:C260304USD10,00
      :61:260305C1,00NTRFA
      :62M:C260305USD11,00
      -
      :20:B
      :25:2
      :28C:00012/00001
      :60F:C260304USD5,00
      :62F:C260305USD5,00
      -
      :20:C
      :25:1
      :28C:00012/00002
      :60M:C260305USD11,00
      :61:260305C2,00NTRFB
      :62M:C260305USD13,00
      -
      :20:D
      :25:1
      :28C:00012/00003
      :60M:C260305USD13,00
      :61:260306D3,00NTRFC
      :62F:C260306USD10,00
      -
    `,
    `1 USD -..2026-03-06 10.00 > 10.00
2026-03-05 2026-03-05 1.00 NTRF | A | - | - | -
2026-03-05 2026-03-05 2.00 NTRF | B | - | - | -
2026-03-06 2026-03-06 -3.00 NTRF | C | - | - | -
2 USD -..2026-03-05 5.00 > 5.00`,
  ],
  [
    "entry dates in the year that is nearest to the value date",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C251230USD10,00
      :61:2512310102C1,00NTRFA
      :61:2601021231C1,00NTRFB
      :61:2602280301C1,00NTRFC
      :61:2402280229C1,00NTRFD
      :62F:C260102USD14,00
    `,
    `1 USD -..2026-01-02 10.00 > 14.00
2026-01-02 2025-12-31 1.00 NTRF | A | - | - | -
2025-12-31 2026-01-02 1.00 NTRF | B | - | - | -
2026-03-01 2026-02-28 1.00 NTRF | C | - | - | -
2024-02-29 2024-02-28 1.00 NTRF | D | - | - | -`,
  ],
  [
    "reversals, funds codes and all kinds of transaction types",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C260304USD10,00
      :61:260305RC1,00S202NONREF
      :61:260305RD2,00FMSCX//NONREF
      :61:260305CD4,00NTRFX
      :61:260305DR8,00N051NONREF//BANK
      :61:260305RCD16,NCHK1001
      :62F:D260305USD9,00
    `,
    `1 USD -..2026-03-05 10.00 > -9.00
2026-03-05 2026-03-05 -1.00 S202 | - | - | - | - reversal
2026-03-05 2026-03-05 2.00 FMSC | X | - | - | - reversal
2026-03-05 2026-03-05 4.00 NTRF | X | - | - | -
2026-03-05 2026-03-05 -8.00 N051 | - | BANK | - | -
2026-03-05 2026-03-05 -16.00 NCHK | 1001 | - | - | - reversal`,
  ],
  [
    "structured information: purpose and name over subfields and lines",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C260304EUR10,00
      :61:2603050305C1,00NMSCNONREF
      :86:166?00GUTSCHRIFT?109310?20EREF+ML4K7Q2X?21SVWZ+INVOICE 7?30COLSDE33
      ?31370501980011?32ART VANDELAY?33IMPORTS LLC?34000?60AND MORE
      :61:2603050305C1,00NMSCNONREF
      :86:805?00FEE
      :62F:C260305EUR12,00
    `,
    `1 EUR -..2026-03-05 10.00 > 12.00
2026-03-05 2026-03-05 1.00 NMSC | - | - | EREF+ML4K7Q2X SVWZ+INVOICE 7 AND MORE | ART VANDELAY IMPORTS LLC
2026-03-05 2026-03-05 1.00 NMSC | - | - | FEE | -`,
  ],
  [
    "a purpose that fills its subfield goes on without a space",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C260304EUR10,00
      :61:2603050305C1,00NMSCNONREF
      :86:166?20SVWZ+REFERENCE NUMBER 12345?2167890
      :62F:C260305EUR11,00
    `,
    `1 EUR -..2026-03-05 10.00 > 11.00
2026-03-05 2026-03-05 1.00 NMSC | - | - | SVWZ+REFERENCE NUMBER 1234567890 | -`,
  ],
  [
    "free text over lines, one of which looks like an unknown tag, and supplementary details",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C260304USD10,00
      :61:260305C1,00NTRFA//B
      SUPPLEMENTARY DETAILS
      :86:FIRST LINE
      :11:30 ARRIVAL

      THIRD/LINE, WITH ? AND :
      :61:260305C1,00NTRFA//B
      ONLY SUPPLEMENTARY
      :62F:C260305USD12,00
      :86:TEXT OF THE STATEMENT
    `,
    `1 USD -..2026-03-05 10.00 > 12.00
2026-03-05 2026-03-05 1.00 NTRF | A | B | FIRST LINE :11:30 ARRIVAL THIRD/LINE, WITH ? AND : | -
2026-03-05 2026-03-05 1.00 NTRF | A | B | ONLY SUPPLEMENTARY | -`,
  ],
  [
    "currencies without decimals and with three",
    file`
      :20:A
      :25:1
      :28C:1
      :60F:C260304JPY1000,
      :61:260305D500,NTRFA
      :62F:C260305JPY500,
      :20:B
      :25:2
      :28C:1
      :60F:C260304KWD1,5
      :61:260305D0,005NTRFA
      :62F:C260305KWD1,495
    `,
    `1 JPY -..2026-03-05 1000 > 500
2026-03-05 2026-03-05 -500 NTRF | A | - | - | -
2 KWD -..2026-03-05 1.500 > 1.495
2026-03-05 2026-03-05 -0.005 NTRF | A | - | - | -`,
  ],
  [
    "headers of a Dutch bank, no line at all, and Windows line ends",
    "ABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN AMRO BANK NV\r\n:25:517852257\r\n:28:19321/1\r\n:60F:C260304EUR3236,28\r\n:62F:C260305EUR3236,28\r\n-\r\nABNANL2A\r\n940\r\nABNANL2A\r\n:20:ABN AMRO BANK NV\r\n:25:517852257\r\n:28:19322/1\r\n:60F:C260305EUR3236,28\r\n:62F:C260306EUR3236,28\r\n-\r\n",
    `517852257 EUR -..2026-03-05 3236.28 > 3236.28
517852257 EUR -..2026-03-06 3236.28 > 3236.28`,
  ],
  [
    "the same account on two days, and an entry for a related message",
    file`
      :20:A
      :21:RELATED
      :25:1
      :28C:64
      :60F:C260304USD10,00
      :62F:C260304USD10,00
      -
      :20:A
      :25P:1
      BANKUS33
      :28C:65
      :60F:C260304USD10,00
      :62F:C260305USD10,00
      :64:C260305USD10,00
      :65:C260306USD10,00
      :65:C260307USD10,00
      -
    `,
    `1 USD -..2026-03-04 10.00 > 10.00
1 USD -..2026-03-05 10.00 > 10.00`,
  ],
  [
    "a transmission wrapped in control characters",
    "\u0001{1:F01BANKUS33AXXX0000000000}{2:I940BANKUS33XXXXN}{4:\r\n:20:A\r\n:25:1\r\n:28C:1\r\n:60F:C260304USD1,00\r\n:62F:C260305USD1,00\r\n-}\u0003",
    "1 USD -..2026-03-05 1.00 > 1.00",
  ],
];

const HEAD = ":20:A\n:25:1\n:28C:1\n:60F:C260304USD10,00\n";
const REFUSED: [title: string, mt940: string, answer: string][] = [
  [
    "balances that the lines do not connect",
    `${HEAD}:61:260305C1,00NTRFA\n:62F:C260305USD11,01\n`,
    "balance: Line 6: the opening balance 10.00 plus the booked lines 1.00 is 11.00, but the closing balance is 11.01. Get the complete statement from the bank.",
  ],
  [
    "a message without a closing balance",
    `${HEAD}:61:260305C1,00NTRFA\n-\n`,
    "cut: Line 6: the message ends without a closing balance (:62F:). Get the complete file from the bank.",
  ],
  [
    "a file that is cut after a line",
    `${HEAD}:61:260305C1,00NTRFA\n:86:TEXT`,
    "cut: Line 6: the message ends without a closing balance (:62F:). Get the complete file from the bank.",
  ],
  [
    "a last page that is missing",
    ":20:A\n:25:1\n:28C:1/1\n:60F:C260304USD10,00\n:62M:C260305USD10,00\n",
    "cut: Line 5: the last page of this statement is missing: it ends with :62M:, not with :62F:. Get the complete file from the bank.",
  ],
  [
    "a first page that is missing",
    ":20:A\n:25:1\n:28C:1/2\n:60M:C260304USD10,00\n:62F:C260305USD10,00\n",
    "cut: Line 4: page 1 of statement 1 is missing. Get the complete file from the bank.",
  ],
  [
    "a page in between that is missing",
    ":20:A\n:25:1\n:28C:1/1\n:60F:C260304USD10,00\n:62M:C260305USD10,00\n:20:A\n:25:1\n:28C:1/3\n:60M:C260304USD10,00\n:62F:C260305USD10,00\n",
    "cut: Line 9: page 2 of statement 1 is missing. Get the complete file from the bank.",
  ],
  [
    "a page that does not begin where the one before it ended",
    ":20:A\n:25:1\n:28C:1/1\n:60F:C260304USD10,00\n:62M:C260305USD10,00\n:20:A\n:25:1\n:28C:1/2\n:60M:C260304USD11,00\n:62F:C260305USD11,00\n",
    "balance: Line 9: the page begins with 11.00, but the page before it ended with 10.00.",
  ],
  [
    "an amount without its comma",
    `${HEAD}:61:260305C100NTRFA\n`,
    'amount: Line 5: "100" is not an MT940 amount: its decimal comma is missing.',
  ],
  [
    "an amount with a point",
    `${HEAD}:61:260305C1.000,00NTRFA\n`,
    'amount: Line 5: "1.000,00" is not an amount.',
  ],
  [
    "more decimals than the currency has",
    `${HEAD}:61:260305C1,005NTRFA\n`,
    'amount: Line 5: the amount "1,005" has more decimals than USD has.',
  ],
  [
    "a line without a mark",
    `${HEAD}:61:2603051,00NTRFA\n`,
    'malformed: Line 5: "2603051,00NTRFA" is not a statement line (:61:).',
  ],
  [
    "a line without a transaction type",
    `${HEAD}:61:260305C1,00\n`,
    'malformed: Line 5: "260305C1,00" has no transaction type after its amount.',
  ],
  [
    "a value date that does not exist",
    `${HEAD}:61:260229C1,00NTRFA\n`,
    'date: Line 5: "260229" is not a date that exists.',
  ],
  [
    "an entry date that exists in no year near by",
    `${HEAD}:61:2603050230C1,00NTRFA\n`,
    'date: Line 5: "0230" is not a date that exists.',
  ],
  [
    "a closing balance in another currency",
    `${HEAD}:62F:C260305EUR10,00\n`,
    "currency: Line 5: the closing balance is in EUR, but the account is in USD.",
  ],
  [
    "a line after the closing balance",
    `${HEAD}:62F:C260305USD10,00\n:61:260305C1,00NTRFA\n`,
    "malformed: Line 6: the statement line (:61:) is not between the opening and the closing balance.",
  ],
  [
    "a message without an account",
    ":20:A\n:28C:1\n:60F:C260304USD10,00\n:62F:C260305USD10,00\n",
    "malformed: Line 1: the message has no account (:25:).",
  ],
  [
    "a second account in a message",
    ":20:A\n:25:1\n:25:2\n",
    "malformed: Line 3: the message has :25: twice.",
  ],
  [
    "a field before the first message",
    ":25:1\n:20:A\n",
    "malformed: Line 1: :25: is outside of a message: :20: comes first.",
  ],
  [
    "an interim report by its message type",
    "{1:F01BANKUS33AXXX0000000000}{2:I942BANKUS33XXXXN}{4:\n:20:A\n-}\n",
    "wrong-format: Line 1: the message is an MT942, not an MT940.",
  ],
  [
    "an interim report by its fields",
    ":20:A\n:25:1\n:28C:1\n:34F:USD0,\n",
    "wrong-format: Line 4: the message has :34F:, so it is an MT942, not an MT940.",
  ],
  [
    "another format",
    "OFXHEADER:100\n",
    "wrong-format: Line 1: OFX data begins here, but the file is read as MT940. Choose the format of the file, and import one format per file.",
  ],
  [
    "another format behind the text of a statement",
    `${HEAD}:62F:C260305USD10,00\n:86:TEXT\n01,A,B,260305,0600,1,,,2/\n`,
    "wrong-format: Line 7: BAI2 data begins here, but the file is read as MT940. Choose the format of the file, and import one format per file.",
  ],
  [
    "text behind the last message",
    `${HEAD}:62F:C260305USD10,00\n-\nKind regards\n`,
    'malformed: Line 7: "Kind regards" is not a field of an MT940 message. Fields begin with a tag such as :61:.',
  ],
  [
    "a spreadsheet that was renamed",
    "PK\u0003\u0004",
    "wrong-format: Line 1: the file is a spreadsheet or another ZIP archive, not MT940, whatever its name says. Export the statement again from the bank.",
  ],
];

it.each(FILES)("reads %s", (_, mt940, answer) => expect(answerOf("mt940", mt940)).toBe(answer));

it.each(REFUSED)("refuses %s", (_, mt940, answer) => expect(answerOf("mt940", mt940)).toBe(answer));

test("a text of many lines is read", () => {
  const mt940 = `${HEAD}:61:260305C1,00NTRFA\n:86:${"x\n".repeat(300_000)}:62F:C260305USD11,00\n`;
  expect(answerOf("mt940", mt940)).toMatch(/ NTRF \| A \| - \| x x x /);
});

test("20,000 lines are read", () => {
  const file = (count: number) =>
    `${HEAD}${":61:260305C1,00NTRFML4K7Q2X//B\n:86:LOAN PAYMENT\n".repeat(count)}:62F:C260305USD${count + 10},00\n`;
  expect(answerOf("mt940", file(20_000)).split("\n")).toHaveLength(20_001);
});
