import { expect, it, test } from "vitest";
import { answerOf, file } from "@/test/bank-statements";

// Written by hand from the format's description (BAI Cash Management Balance Reporting Specifications, version 2).
const FILES: [title: string, bai2: string, answer: string][] = [
  [
    "balances, a credit with text and a check",
    file`
      01,122099999,123456789,260305,0600,1,80,,2/
      02,123456789,122099999,1,260305,2400,USD,2/
      03,0123456789,USD,010,100000,,,015,148766,,/
      16,165,50000,Z,DD1620,ML4K7Q2X,DEALER PAYMENTS/
      16,475,1234,0,,1001,CHECK PAID
      49,300000,4/
      98,300000,1,6/
      99,300000,1,8/
    `,
    `0123456789 USD 2026-03-05..2026-03-05 1000.00 > 1487.66
2026-03-05 - 500.00 165 | ML4K7Q2X | DD1620 | DEALER PAYMENTS | -
2026-03-05 - -12.34 475 | 1001 | - | CHECK PAID | -`,
  ],
  [
    "continuations inside the amounts and a text with commas and slashes over three records",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,2359,,2/
      03,77,,010,500000,,,190/
      88,70000000,4,0,110,70000000,15,D,3,0,26000000,1,70000000,3,100/
      16,115,10000000,S,5000000,4000000,1000000/
      88,AX13612,B096132,AMALGAMATED CORP. LOCKBOX
      88,DEPOSIT, MISC. RECEIVABLES 1/2
      88,AND MORE/
      49,150500000,7/
      98,150500000,1,9/
      99,150500000,1,11/
    `,
    `77 USD 2026-03-05..2026-03-05 5000.00 > -
2026-03-05 - 100000.00 115 | B096132 | AX13612 | AMALGAMATED CORP. LOCKBOX DEPOSIT, MISC. RECEIVABLES 1/2 AND MORE | -`,
  ],
  [
    "every funds type",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,1200,USD,2/
      03,77,USD,,,,/
      16,142,100,Z,R1,C1,UNKNOWN/
      16,142,200,0,R2,C2,SAME DAY/
      16,142,300,1,R3,C3,NEXT DAY/
      16,142,400,2,R4,C4,TWO DAYS/
      16,142,500,S,100,200,200,R5,C5,SPLIT/
      16,142,600,V,260309,2400,R6,C6,VALUE DATED/
      16,142,700,V,260310,,R7,C7,VALUE DATED WITHOUT A TIME/
      16,142,800,D,2,0,300,5,500,R8,C8,DISTRIBUTED/
      16,142,900,,R9,C9,NO TYPE/
      49,4500,11/
      98,4500,1,13/
      99,4500,1,15/
    `,
    `77 USD 2026-03-05..2026-03-05 - > -
2026-03-05 - 1.00 142 | C1 | R1 | UNKNOWN | -
2026-03-05 - 2.00 142 | C2 | R2 | SAME DAY | -
2026-03-05 - 3.00 142 | C3 | R3 | NEXT DAY | -
2026-03-05 - 4.00 142 | C4 | R4 | TWO DAYS | -
2026-03-05 - 5.00 142 | C5 | R5 | SPLIT | -
2026-03-05 2026-03-09 6.00 142 | C6 | R6 | VALUE DATED | -
2026-03-05 2026-03-10 7.00 142 | C7 | R7 | VALUE DATED WITHOUT A TIME | -
2026-03-05 - 8.00 142 | C8 | R8 | DISTRIBUTED | -
2026-03-05 - 9.00 142 | C9 | R9 | NO TYPE | -`,
  ],
  [
    "two groups, three accounts and the same account twice",
    file`
      01,A,B,260306,0600,1,,,2/
      02,B,A,1,260304,,USD,2/
      03,77,USD,010,1000,,,015,1000,,/
      49,2000,2/
      03,88,USD,015,-250,,/
      49,-250,2/
      98,1750,2,6/
      02,B,A,1,260305,2400,USD,2/
      03,77,USD,010,1000,,,015,900,,/
      16,495,100,,,,/
      49,2000,3/
      98,2000,1,5/
      99,3750,2,13/
    `,
    `77 USD 2026-03-04..2026-03-04 10.00 > 10.00
88 USD 2026-03-04..2026-03-04 - > -2.50
77 USD 2026-03-05..2026-03-05 10.00 > 9.00
2026-03-05 - -1.00 495 | - | - | - | -`,
  ],
  [
    "decimals implied by the currency of the account, else the group's",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,,JPY,2/
      03,1,,010,500,,/
      16,191,1500,,,,YEN/
      49,2000,3/
      03,2,KWD,/
      16,191,1500,,,,DINARS/
      49,1500,3/
      98,3500,2,8/
      99,3500,1,10/
    `,
    `1 JPY 2026-03-05..2026-03-05 500 > -
2026-03-05 - 1500 191 | - | - | YEN | -
2 KWD 2026-03-05..2026-03-05 - > -
2026-03-05 - 1.500 191 | - | - | DINARS | -`,
  ],
  [
    "signs by the range of the type code, with the bank's own codes and a record of text only",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,,,2/
      03,77,USD/
      16,100,1,,,,/
      16,399,2,,,,/
      16,400,4,,,,/
      16,699,8,,,,/
      16,721,16,,,,/
      16,920,32,,,,/
      16,999,64,,,,/
      16,890,,,,,A NOTE, WITH A COMMA/
      49,127,10/
      98,127,1,12/
      99,127,1,14/
    `,
    `77 USD 2026-03-05..2026-03-05 - > -
2026-03-05 - 0.01 100 | - | - | - | -
2026-03-05 - 0.02 399 | - | - | - | -
2026-03-05 - -0.04 400 | - | - | - | -
2026-03-05 - -0.08 699 | - | - | - | -
2026-03-05 - 0.16 721 | - | - | - | -
2026-03-05 - 0.32 920 | - | - | - | -
2026-03-05 - -0.64 999 | - | - | - | -
2026-03-05 - 0.00 890 | - | - | A NOTE, WITH A COMMA | -`,
  ],
  [
    "an empty type code before a continuation, signed amounts and a negative opening balance",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,,USD,2/
      03,77,USD,010,-2500,,,/
      88,015,+1500,,,045,,,/
      16,195,4000,,W1,NONREF,/
      49,3000,4/
      98,3000,1,6/
      99,3000,1,8/
    `,
    `77 USD 2026-03-05..2026-03-05 -25.00 > 15.00
2026-03-05 - 40.00 195 | - | W1 | - | -`,
  ],
  [
    "groups of amounts that end with their line, without their last fields",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,,USD,2/
      03,77,USD,010,2500/
      88,015,2500/
      88,100,0,/
      49,5000,4/
      98,5000,1,6/
      99,5000,1,8/
    `,
    `77 USD 2026-03-05..2026-03-05 25.00 > 25.00`,
  ],
  [
    "lines padded to a fixed length, with Windows line ends, blank lines and the end mark of DOS",
    "01,A,B,260305,0600,1,80,1,2/      \r\n02,B,A,1,260305,,USD,2/\r\n\r\n03,77,USD,015,0,,/   \r\n49,0,2/\r\n98,0,1,4/\r\n99,0,1,6/\r\n\u001A",
    `77 USD 2026-03-05..2026-03-05 - > 0.00`,
  ],
  [
    "two files, one after the other, with dates of eight digits",
    file`
      01,A,B,20260305,0600,1,,,2/
      02,B,A,1,20260305,,USD,2/
      03,77,USD,015,100,,/
      49,100,2/
      98,100,1,4/
      99,100,1,6/
      01,A,B,20260306,0600,2,,,2/
      02,B,A,1,20260306,,USD,2/
      03,77,USD,015,100,,/
      49,100,2/
      98,100,1,4/
      99,100,1,6/
    `,
    `77 USD 2026-03-05..2026-03-05 - > 1.00
77 USD 2026-03-06..2026-03-06 - > 1.00`,
  ],
  [
    "two equal lines and a zero amount",
    file`
      01,A,B,260305,0600,1,,,2/
      02,B,A,1,260305,,USD,2/
      03,77,USD,010,0,,,015,93334,,/
      16,142,46667,,,,LOAN PYMT/
      16,142,46667,,,,LOAN PYMT/
      16,451,0,,,,NOTHING/
      49,186668,5/
      98,186668,1,7/
      99,186668,1,9/
    `,
    `77 USD 2026-03-05..2026-03-05 0.00 > 933.34
2026-03-05 - 466.67 142 | - | - | LOAN PYMT | -
2026-03-05 - 466.67 142 | - | - | LOAN PYMT | -
2026-03-05 - 0.00 451 | - | - | NOTHING | -`,
  ],
  [
    "a Canadian bank's padding: zeros before amounts, spaces before the end, an empty as-of modifier",
    file`
      01,0004,12345,060321,0829,001,80,1,2/
      02,12345,0004,1,060317,2400,CAD,/
      03,10200123456,CAD,010,+000000000000000000000,,,015,+000000000000000000500,,/
      88,100,000000000000003000,00002,V,060317,,400,000000000000002500,00004,V,060317,/
      16,409,000000000000000000002500,V,060316,,,,RETURNED CHECK     /
      16,108,000000000000003000,V,060316,,,,TFR 1020 0345678       /
      49,+00000000000011500,5/
      98,+00000000000011500,1,7/
      99,+00000000000011500,1,9/
    `,
    `10200123456 CAD 2006-03-17..2006-03-17 0.00 > 5.00
2006-03-17 2006-03-16 -25.00 409 | - | - | RETURNED CHECK | -
2006-03-17 2006-03-16 30.00 108 | - | - | TFR 1020 0345678 | -`,
  ],
  ["a file without groups", "01,A,B,260305,0600,1,,,2/\n99,0,0,2/\n", ""],
];

const HEAD = "01,A,B,260305,0600,1,,,2/\n02,B,A,1,260305,,USD,2/\n";
const REFUSED: [title: string, bai2: string, answer: string][] = [
  [
    "a wrong account control total",
    `${HEAD}03,77,USD,015,100,,/\n49,101,2/\n98,100,1,4/\n99,100,1,6/`,
    "control-total: Record 4: the control total is 101, but the amounts add up to 100. Get the file from the bank again.",
  ],
  [
    "a wrong group control total",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,10,1,4/\n99,100,1,6/`,
    "control-total: Record 5: the control total is 10, but the amounts add up to 100. Get the file from the bank again.",
  ],
  [
    "a wrong file control total",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,100,1,4/\n99,-100,1,6/`,
    "control-total: Record 6: the control total is -100, but the amounts add up to 100. Get the file from the bank again.",
  ],
  [
    "a wrong number of records, because a line is missing",
    `${HEAD}03,77,USD,015,100,,/\n49,100,3/\n98,100,1,5/\n99,100,1,7/`,
    "control-total: Record 4: the trailer counts 3 records, but there are 2. Get the file from the bank again.",
  ],
  [
    "a wrong number of accounts",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,100,2,4/\n99,100,1,6/`,
    "control-total: Record 5: the trailer counts 2 accounts, but there are 1. Get the file from the bank again.",
  ],
  [
    "a wrong number of groups",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,100,1,4/\n99,100,2,6/`,
    "control-total: Record 6: the trailer counts 2 groups, but there are 1. Get the file from the bank again.",
  ],
  [
    "balances that the lines do not connect",
    `${HEAD}03,77,USD,010,100,,/\n88,015,200,,/\n16,142,99,,,,/\n49,399,4/\n98,399,1,6/\n99,399,1,8/`,
    "balance: Record 4: the opening balance 1.00 plus the booked lines 0.99 is 1.99, but the closing balance is 2.00. Get the complete statement from the bank.",
  ],
  [
    "a file that is cut after a transaction",
    `${HEAD}03,77,USD,015,100,,/\n16,142,99,,,,/\n`,
    "cut: Record 4: the file ends without the account trailer (49). Get the complete file from the bank.",
  ],
  [
    "a file that is cut before its last record",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,100,1,4/\n`,
    "cut: Record 5: the file ends without the file trailer (99). Get the complete file from the bank.",
  ],
  ["nothing", " \n\n", "empty: Record 1: the file is empty."],
  [
    "a transaction outside of an account",
    `${HEAD}16,142,99,,,,/\n`,
    "malformed: Record 3: record 16 is out of place: the account record (03) is missing.",
  ],
  [
    "a group inside a group",
    `${HEAD}02,B,A,1,260305,,USD,2/\n`,
    "malformed: Record 3: record 02 is out of place: the group before it has no trailer (98).",
  ],
  [
    "a continuation of nothing",
    "88,TEXT/\n",
    "malformed: Record 1: a continuation (88) has no record before it.",
  ],
  [
    "an amount with a decimal point",
    `${HEAD}03,77,USD/\n16,142,9.99,,,,/\n`,
    'amount: Record 4: the amount "9.99" has a decimal point; BAI2 amounts are whole minor units.',
  ],
  [
    "an amount that is none in a continuation, by its own line",
    `${HEAD}03,77,USD,010/\n88,abc,,,015,1,,/\n`,
    'amount: Record 4: "abc" is not an amount.',
  ],
  [
    "a negative transaction",
    `${HEAD}03,77,USD/\n16,142,-999,,,,/\n`,
    'amount: Record 4: the amount "-999" is negative; a transaction\'s type code states its sign.',
  ],
  [
    "a transaction without an amount",
    `${HEAD}03,77,USD/\n16,142,,,,,/\n`,
    "amount: Record 4: the amount is missing.",
  ],
  [
    "an amount of 19 digits",
    `${HEAD}03,77,USD/\n16,142,1234567890123456789,,,,/\n`,
    'amount: Record 4: the amount "1234567890123456789" has more than 18 digits.',
  ],
  [
    "a type code without a sign",
    `${HEAD}03,77,USD/\n16,810,999,,,,/\n`,
    'malformed: Record 4: "810" is not the type code of a credit or a debit.',
  ],
  [
    "an unknown funds type",
    `${HEAD}03,77,USD/\n16,142,999,X,,,/\n`,
    'malformed: Record 4: "X" is not a BAI2 funds type.',
  ],
  [
    "a date that does not exist",
    "01,A,B,260305,0600,1,,,2/\n02,B,A,1,260229,,USD,2/\n",
    'date: Record 2: "260229" is not a date that exists.',
  ],
  [
    "a group that deletes earlier data",
    "01,A,B,260305,0600,1,,,2/\n02,B,A,2,260305,,USD,2/\n",
    "not-supported: Record 2: this group deletes data that was sent earlier (status 2). Import the bank's regular file.",
  ],
  [
    "a currency that is none",
    `${HEAD}03,77,DOLLAR/\n`,
    'currency: Record 3: "DOLLAR" is not a currency code.',
  ],
  [
    "a spreadsheet that was renamed",
    "PK\u0003\u0004 and more",
    "wrong-format: Record 1: the file is a spreadsheet or another ZIP archive, not BAI2, whatever its name says. Export the statement again from the bank.",
  ],
  [
    "bytes that are no text",
    "01,A\u0000B",
    "wrong-format: Record 1: the file is not text, so it is not BAI2. Export the statement again from the bank.",
  ],
  [
    "another format",
    ":20:STATEMENT\n:25:1\n",
    "wrong-format: Record 1: MT940 data begins here, but the file is read as BAI2. Choose the format of the file, and import one format per file.",
  ],
  [
    "two formats in one file",
    `${HEAD}03,77,USD,015,100,,/\n49,100,2/\n98,100,1,4/\n99,100,1,6/\nOFXHEADER:100\n`,
    "wrong-format: Record 7: OFX data begins here, but the file is read as BAI2. Choose the format of the file, and import one format per file.",
  ],
  [
    "a line of text",
    `${HEAD}Dear customer\n`,
    'malformed: Record 3: "Dear customer" is not a BAI2 record. Records begin with 01, 02, 03, 16, 49, 88, 98 or 99 and a comma.',
  ],
];

it.each(FILES)("reads %s", (_, bai2, answer) => expect(answerOf("bai2", bai2)).toBe(answer));

it.each(REFUSED)("refuses %s", (_, bai2, answer) => expect(answerOf("bai2", bai2)).toBe(answer));

test("a file of 200,000 lines is read, one of 200,001 is refused by its record", { timeout: 120_000 }, () => {
  const file = (count: number) =>
    `${HEAD}03,77,USD,015,0,,/\n${"16,142,100,Z,R,C,LOAN PYMT/\n".repeat(count)}49,${count * 100},${count + 2}/\n98,${count * 100},1,${count + 4}/\n99,${count * 100},1,${count + 6}/\n`;
  expect(answerOf("bai2", file(200_000)).split("\n")).toHaveLength(200_001);
  expect(answerOf("bai2", file(200_001))).toMatch(/^too-large: Record 200004: /);
});

test("a file of more than 20 MiB is refused", () => {
  expect(answerOf("bai2", new Uint8Array(20 * 1024 * 1024 + 1).fill(32))).toMatch(/^too-large: Record 1: /);
});
