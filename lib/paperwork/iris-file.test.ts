// The file for the IRS against the rules of its portal.
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { irisFiles, TEMPLATE_1099_INT, type IrisReturn } from "./iris-file";

const payer = {
  name: "Modern Lending, Inc.",
  ein: "00-0000001",
  address: "100 Example Street, Suite 4, New York, NY 10001",
  phone: "(212) 555-0100",
  email: "help@modern-lending.example",
};
const brittany: IrisReturn = {
  form: "1099-INT",
  year: 2027,
  account: "inv_1",
  hasSecondNotice: false,
  recipient: {
    ...{ tin: "123456789", tinKind: "SSN", firstName: "Zoë Ann", name: "O'Brien-Müller" },
    ...{ street: "1 Main St., Apt. #4", city: "Dallas", state: "TX", zip: "75001-1234" },
  },
  box1: "480.00",
  withheld: "115.20",
};
const files = (returns: IrisReturn[], template: readonly string[] = TEMPLATE_1099_INT) =>
  irisFiles({ payer, returns, template });
const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];

it("keeps the template's header line and fills a row with as many cells", () => {
  const [text] = files([brittany]);
  const [header, row, ...rest] = parse(text!) as string[][];
  expect(header).toEqual(TEMPLATE_1099_INT);
  expect(TEMPLATE_1099_INT).toHaveLength(67);
  expect(row).toHaveLength(67);
  expect(rest).toEqual([]);
  expect(text!.endsWith("\r\n")).toBe(true);
});

it("writes the payer, the person and the amounts", () => {
  expect(rowsOf(files([brittany])[0]!)[0]).toMatchObject({
    "Form Type": "1099-INT",
    "Tax Year": "2027",
    "Payer TIN Type": "EIN",
    "Payer Taxpayer ID Number": "000000001",
    "Payer Name Type": "B",
    "Payer Business or Entity Name Line 1": "Modern Lending Inc",
    "Payer Address Line 1": "100 Example Street Suite 4",
    "Payer City/Town": "New York",
    "Payer State/Province/Territory": "NY",
    "Payer ZIP/Postal Code": "10001",
    "Payer Phone Type": "D",
    "Payer Phone": "2125550100",
    "Recipient TIN Type": "SSN",
    "Recipient Taxpayer ID Number": "123456789",
    "Recipient Name Type": "I",
    "Recipient First Name": "Zoe Ann",
    "Recipient Last Name (Surname)": "O'Brien-Muller",
    "Recipient Business or Entity Name Line 1": "",
    "Recipient Address Line 1": "1 Main St Apt #4",
    "Recipient ZIP/Postal Code": "75001-1234",
    "Form Account Number": "inv_1",
    "2nd TIN Notice": "N",
    "Box 1 - Interest Income": "480.00",
    "Box 2 - Early withdrawal penalty": "",
    "Box 4 - Federal income tax withheld": "115.20",
    "State 1": "",
  });
});

it("writes a business with its name alone, a second notice, and no tax where none was withheld", () => {
  const business: IrisReturn = {
    ...brittany,
    hasSecondNotice: true,
    withheld: "0.00",
    recipient: { ...brittany.recipient, tinKind: "EIN", firstName: null, name: "=Acme, LLC" },
  };
  expect(rowsOf(files([business])[0]!)[0]).toMatchObject({
    "Recipient TIN Type": "EIN",
    "Recipient Name Type": "B",
    "Recipient Business or Entity Name Line 1": "Acme LLC",
    "Recipient First Name": "",
    "Recipient Last Name (Surname)": "",
    "2nd TIN Notice": "Y",
    "Box 4 - Federal income tax withheld": "",
  });
});

it("puts at most 100 returns into a file, each with the header line, and makes no file of none", () => {
  const many = Array.from({ length: 250 }, (_, at) => ({ ...brittany, account: `inv_${at}` }));
  const made = files(many);
  expect(made.map((text) => rowsOf(text).length)).toEqual([100, 100, 50]);
  expect(rowsOf(made[2]!)[0]!["Form Account Number"]).toBe("inv_200");
  expect(files([])).toEqual([]);
});

it("finds columns by name in any order, leaves unknown ones empty and reads a star as a mark", () => {
  const template = ["Something New*", ...TEMPLATE_1099_INT.map((column) => `${column}*`)].toReversed();
  const [row] = rowsOf(files([brittany], template)[0]!);
  expect(row).toMatchObject({
    "Something New*": "",
    "Box 1 - Interest Income*": "480.00",
    "Tax Year*": "2027",
  });
});

describe("refuses", () => {
  it("a template without a column that must be filled, and names it", () => {
    const without = TEMPLATE_1099_INT.filter((column) => !/^(Box 4|Recipient City)/.test(column));
    expect(() => files([brittany], without)).toThrow(
      "This template has no column for recipient city/town, box 4. Download the template of this form and year from the IRIS portal.",
    );
  });

  it.each([
    [
      "a number that has not nine digits",
      { recipient: { ...brittany.recipient, tin: "6789" } },
      /no number of nine digits/,
    ],
    ["an amount below zero", { box1: "-0.01" }, /an amount below zero/],
  ])("%s", (_, changed, sentence) => expect(() => files([{ ...brittany, ...changed }])).toThrow(sentence));

  it("an address of the company that cannot be taken apart", () => {
    const given = {
      payer: { ...payer, address: "New York" },
      returns: [brittany],
      template: TEMPLATE_1099_INT,
    };
    expect(() => irisFiles(given)).toThrow("The company's address must have the form");
  });
});
