import { expect, it, test } from "vitest";
import { answerOf } from "@/test/bank-statements";

const MAP = {
  delimiter: ",",
  headerRow: 1,
  account: "0123456789",
  currency: "USD",
  dateFormat: "MM/DD/YYYY",
  columns: { postedOn: "Date", description: "Description", reference: "Reference", amount: "Amount" },
};
const TWO_COLUMNS = { ...MAP, columns: { postedOn: "Date", debit: "Debit", credit: "Credit" } };
const BALANCES = { ...MAP, columns: { postedOn: "Date", amount: "Amount", balance: "Balance" } };
const dated = (dateFormat: string) => ({
  ...MAP,
  dateFormat,
  columns: { postedOn: "Date", amount: "Amount" },
});

const HEAD = "0123456789 USD -..-";
const FILES: [title: string, csv: string, map: object, answer: string][] = [
  [
    "titles in another order and case, with a byte order mark and an unused column",
    "\uFEFFAMOUNT,date,Type,description,Reference\r\n-12.34,03/05/2026,x,Tea,ML4K7Q2X\r\n5,03/06/2026,x,,NONREF\r\n",
    MAP,
    `${HEAD} - > -
2026-03-05 - -12.34 - | ML4K7Q2X | - | Tea | -
2026-03-06 - 5.00 - | - | - | - | -`,
  ],
  [
    "dollars, thousands, parentheses and signs on either side",
    'Date,Description,Reference,Amount\n03/05/2026,A,,"$1,234.56"\n03/05/2026,B,,"($1,234.50)"\n03/05/2026,C,,-$5.00\n03/05/2026,D,,$-5\n03/05/2026,E,,5.00-\n03/05/2026,F,,+.5\n03/05/2026,G,,(0.00)\n03/05/2026,H,,USD 7\n03/05/2026,I,,"1,234,567.8"\n',
    MAP,
    `${HEAD} - > -
2026-03-05 - 1234.56 - | - | - | A | -
2026-03-05 - -1234.50 - | - | - | B | -
2026-03-05 - -5.00 - | - | - | C | -
2026-03-05 - -5.00 - | - | - | D | -
2026-03-05 - -5.00 - | - | - | E | -
2026-03-05 - 0.50 - | - | - | F | -
2026-03-05 - 0.00 - | - | - | G | -
2026-03-05 - 7.00 - | - | - | H | -
2026-03-05 - 1234567.80 - | - | - | I | -`,
  ],
  [
    "debit and credit columns",
    "Date,Debit,Credit\n3/5/2026,12.34,\n3/5/2026,,5\n3/6/2026,0.00,7\n3/6/2026,1.00,0\n",
    TWO_COLUMNS,
    `${HEAD} - > -
2026-03-05 - -12.34 - | - | - | - | -
2026-03-05 - 5.00 - | - | - | - | -
2026-03-06 - 7.00 - | - | - | - | -
2026-03-06 - -1.00 - | - | - | - | -`,
  ],
  [
    "debits that are written with a minus or in parentheses",
    "Date,Debit,Credit\n03/05/2026,-12.34,\n03/05/2026,(1.00),\n",
    TWO_COLUMNS,
    `${HEAD} - > -
2026-03-05 - -12.34 - | - | - | - | -
2026-03-05 - -1.00 - | - | - | - | -`,
  ],
  [
    "line breaks, quotes and delimiters inside quotes",
    'Date,Description,Reference,Amount\n03/05/2026,"Tea, and\n""milk""",A,1\n03/06/2026,B,B,2\n',
    MAP,
    `${HEAD} - > -
2026-03-05 - 1.00 - | A | - | Tea, and "milk" | -
2026-03-06 - 2.00 - | B | - | B | -`,
  ],
  [
    "a header row below other lines, with blank lines between rows",
    'Account "0123456789\nFrom 03/01/2026\n\nDate,Description,Reference,Amount\n\n03/05/2026,A,,1\n\n03/06/2026,B,,2\n\n',
    { ...MAP, headerRow: 4 },
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | A | -
2026-03-06 - 2.00 - | - | - | B | -`,
  ],
  [
    "no header row, columns by number",
    "03/05/2026;A;1\n",
    { ...MAP, delimiter: ";", headerRow: 0, columns: { postedOn: 1, description: 2, amount: 3 } },
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | A | -`,
  ],
  [
    "tabs, a decimal comma and points between thousands",
    "Date\tAmount\n05.03.2026\t-1.234,56\n06.03.2026\t7,5\n",
    { ...dated("DD.MM.YYYY"), delimiter: "\t", decimalSeparator: "," },
    `${HEAD} - > -
2026-03-05 - -1234.56 - | - | - | - | -
2026-03-06 - 7.50 - | - | - | - | -`,
  ],
  [
    "a running balance, oldest first, missing in one row",
    'Date,Amount,Balance\n03/05/2026,-12.34,"1,087.66"\n03/05/2026,1.00,\n03/06/2026,5.00,1093.66\n',
    BALANCES,
    `${HEAD} 1100.00 > 1093.66
2026-03-05 - -12.34 - | - | - | - | -
2026-03-05 - 1.00 - | - | - | - | -
2026-03-06 - 5.00 - | - | - | - | -`,
  ],
  [
    "a running balance, newest first",
    "Date,Amount,Balance\n03/06/2026,5.00,92.66\n03/05/2026,-12.34,87.66\n",
    BALANCES,
    `${HEAD} 100.00 > 92.66
2026-03-06 - 5.00 - | - | - | - | -
2026-03-05 - -12.34 - | - | - | - | -`,
  ],
  [
    "a running balance of one day, newest first",
    "Date,Amount,Balance\n03/05/2026,5.00,92.66\n03/05/2026,-12.34,87.66\n",
    BALANCES,
    `${HEAD} 100.00 > 92.66
2026-03-05 - 5.00 - | - | - | - | -
2026-03-05 - -12.34 - | - | - | - | -`,
  ],
  ["titles without rows", "Date,Description,Reference,Amount\n", MAP, `${HEAD} - > -`],
  [
    "ISO dates with a time behind them",
    "Date,Amount\n2026-03-05T23:59:00Z,1\n2026-03-05 00:01,1\n",
    dated("YYYY-MM-DD"),
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | - | -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "dates without separators",
    "Date,Amount\n20260305,1\n",
    dated("YYYYMMDD"),
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "dates with the name of the month",
    "Date,Amount\n5-Mar-2026,1\n05-september-2026,1\n",
    dated("DD-MMM-YYYY"),
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | - | -
2026-09-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "dates with a year of two digits",
    "Date,Amount\n3/5/26,1\n",
    dated("M/D/YY"),
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | - | -`,
  ],
  [
    "a currency without decimals, and more columns",
    "Date,Value,Amount,Who,Bank,Type\n2026-03-05,2026-03-06,-500,Art,B-1,DBT\n2026-03-05,,500,,,\n",
    {
      ...MAP,
      currency: "JPY",
      dateFormat: "YYYY-MM-DD",
      columns: {
        ...{ postedOn: "Date", valueOn: "Value", amount: "Amount" },
        ...{ counterparty: "Who", bankReference: "Bank", typeCode: "Type" },
      },
    },
    `0123456789 JPY -..- - > -
2026-03-05 2026-03-06 -500 DBT | - | B-1 | - | Art
2026-03-05 - 500 - | - | - | - | -`,
  ],
  [
    "old Macintosh line ends and an empty column at the end",
    "Date,Amount,\r03/05/2026,1,\r03/06/2026,2,\r",
    dated("MM/DD/YYYY"),
    `${HEAD} - > -
2026-03-05 - 1.00 - | - | - | - | -
2026-03-06 - 2.00 - | - | - | - | -`,
  ],
];

const TITLES = "Date,Description,Reference,Amount\n";
const REFUSED: [title: string, csv: string, map: object, answer: string][] = [
  [
    "a column that is missing",
    "Date,Description,Ref,Amount\n",
    MAP,
    'column-map: Line 1: the column "Reference" is missing. The titles are "Date, Description, Ref, Amount".',
  ],
  [
    "a title that occurs twice",
    "Date,Description,Reference,Amount,Amount\n",
    MAP,
    'column-map: Line 1: the column "Amount" occurs twice. The titles are "Date, Description, Reference, Amount, Am…".',
  ],
  [
    "a row whose columns have moved",
    `${TITLES}03/05/2026,A,B,1\nA,03/05/2026,B,1\n`,
    MAP,
    'date: Line 3: "A" is not a date in the format of the column map.',
  ],
  [
    "a row with a column too many",
    `${TITLES}03/05/2026,A,B,1\n03/05/2026,Tea, and milk,B,1\n`,
    MAP,
    "malformed: Line 3: the row has 5 columns, but 4 are expected.",
  ],
  [
    "a row with a column too few, named by the line on which it begins",
    `${TITLES}03/05/2026,"A\n\nB",B,1\n\n03/05/2026,"A\nB",B\n`,
    MAP,
    "malformed: Line 6: the row has 3 columns, but 4 are expected.",
  ],
  [
    "a quotation mark that is never closed",
    `${TITLES}03/05/2026,A,B,1\n03/05/2026,"A,B,1\n03/05/2026,A,B,1\n`,
    MAP,
    "malformed: Line 3: a quotation mark is opened in this row and never closed.",
  ],
  [
    "text behind a closing quotation mark",
    `${TITLES}03/05/2026,"A"B,B,1\n`,
    MAP,
    "malformed: Line 2: the quotation marks of this row do not match.",
  ],
  ["a missing amount", `${TITLES}03/05/2026,A,B,\n`, MAP, "amount: Line 2: the amount is missing."],
  ["a word for an amount", `${TITLES}03/05/2026,A,B,ten\n`, MAP, 'amount: Line 2: "ten" is not an amount.'],
  [
    "a decimal comma where a point is expected",
    `${TITLES}03/05/2026,A,B,"12,34"\n`,
    MAP,
    'amount: Line 2: "12,34" is not an amount.',
  ],
  ["two signs", `${TITLES}03/05/2026,A,B,(-5.00)\n`, MAP, 'amount: Line 2: "(-5.00)" is not an amount.'],
  [
    "more decimals than the currency has",
    `${TITLES}03/05/2026,A,B,1.005\n`,
    MAP,
    'amount: Line 2: the amount "1.005" has more decimals than USD has.',
  ],
  ["an exponent", `${TITLES}03/05/2026,A,B,1e3\n`, MAP, 'amount: Line 2: "1e3" is not an amount.'],
  [
    "both a debit and a credit",
    "Date,Debit,Credit\n03/05/2026,1,2\n",
    TWO_COLUMNS,
    "amount: Line 2: the row has both a debit and a credit, so its sign is not certain.",
  ],
  [
    "neither a debit nor a credit",
    "Date,Debit,Credit\n03/05/2026,,\n",
    TWO_COLUMNS,
    "amount: Line 2: the row has neither a debit nor a credit.",
  ],
  [
    "debits with and without a minus",
    "Date,Debit,Credit\n03/05/2026,1,\n03/05/2026,-1,\n",
    TWO_COLUMNS,
    "amount: Line 3: debits are written with and without a minus in this file, so the sign is not certain.",
  ],
  [
    "a running balance that does not follow",
    "Date,Amount,Balance\n03/05/2026,1.00,11.00\n03/06/2026,1.00,13.00\n03/07/2026,1.00,14.00\n",
    BALANCES,
    "balance: Line 3: the balance is 13.00, but 12.00 follows from the rows before it. A row is missing or a column has moved.",
  ],
  [
    "a date that does not exist",
    `${TITLES}02/29/2026,A,B,1\n`,
    MAP,
    'date: Line 2: "02/29/2026" is not a date that exists.',
  ],
  ["a missing date", `${TITLES},A,B,1\n`, MAP, "date: Line 2: the date is missing."],
  [
    "a file that ends before its header row",
    "a\nb\n",
    { ...MAP, headerRow: 9 },
    "cut: Line 1: the file has no line 9, where the column map expects the titles.",
  ],
  [
    "another format",
    "01,A,B,260305,0600,1,,,2/\n",
    MAP,
    "wrong-format: Line 1: BAI2 data begins here, but the file is read as CSV. Choose the format of the file, and import one format per file.",
  ],
  [
    "a spreadsheet that was renamed",
    "PK\u0003\u0004",
    MAP,
    "wrong-format: Line 1: the file is a spreadsheet or another ZIP archive, not CSV, whatever its name says. Export the statement again from the bank.",
  ],
];

const BAD_MAPS: [title: string, map: unknown, answer: string][] = [
  [
    "no amount column",
    { ...MAP, columns: { postedOn: "Date" } },
    "column-map: The column map is not usable at columns: Map either the amount, or both debit and credit.",
  ],
  [
    "a debit column alone",
    { ...MAP, columns: { postedOn: "Date", debit: "Debit" } },
    "column-map: The column map is not usable at columns: Map either the amount, or both debit and credit.",
  ],
  [
    "a date format without a day",
    { ...MAP, dateFormat: "MM/YYYY" },
    "column-map: The column map is not usable at dateFormat: Use year, month and day, for example MM/DD/YYYY.",
  ],
  [
    "a delimiter of two characters",
    { ...MAP, delimiter: "||" },
    "column-map: The column map is not usable at delimiter: Use one character, for example a comma.",
  ],
  [
    "names of columns without a header row",
    { ...MAP, headerRow: 0 },
    'column-map: The column map names the column "Date", but no header row. Set headerRow, or give the column\'s number.',
  ],
];

it.each(FILES)("reads %s", (_, csv, map, answer) => expect(answerOf("csv", csv, map)).toBe(answer));

it.each(REFUSED)("refuses %s", (_, csv, map, answer) => expect(answerOf("csv", csv, map)).toBe(answer));

it.each(BAD_MAPS)("refuses a column map with %s", (_, map, answer) =>
  expect(answerOf("csv", "Date,Amount\n", map)).toBe(answer),
);

test("20,000 rows are read", () => {
  const file = (count: number) => `${TITLES}${"03/05/2026,LOAN PYMT,ML4K7Q2X,466.67\n".repeat(count)}`;
  expect(answerOf("csv", file(20_000), MAP).split("\n")).toHaveLength(20_001);
});
