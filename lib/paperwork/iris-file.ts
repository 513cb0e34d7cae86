// The file that the IRS takes information returns in: a CSV file for its IRIS Taxpayer Portal, which is the only way in since the FIRE
// system ended on December 31, 2026. Pure.
//
// Each form and tax year has its template, which is downloaded from the portal; a file keeps the template's header line as it is. So
// columns are found by name in the template that is given, and a template without a column for something that must be reported is
// refused. Source: IRS Publication 5717 (Rev. 1-2026), IRIS Taxpayer Portal User Guide: templates by form and year, at most 100 returns
// for each file. The names of the 37 columns that all forms share, and the values of the coded ones, are those that several public
// programs for the templates of tax years 2022 to 2025 agree on; those of the boxes of Form 1099-INT, of one. Check a new year's
// template before filing.
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { DomainError } from "@/lib/errors";
import { d } from "@/lib/money/money";

const MOST_RETURNS = 100;

export type IrisPayer = { name: string; ein: string; address: string; phone: string; email: string };
export type IrisReturn = {
  form: "1099-INT" | "1099-OID";
  year: number;
  /** Our number of the account: unique for each recipient and form. */
  account: string;
  hasSecondNotice: boolean;
  recipient: {
    tin: string; // nine digits
    tinKind: "SSN" | "EIN";
    firstName: string | null; // null: a business
    name: string;
    street: string;
    city: string;
    state: string;
    zip: string;
  };
  box1: string;
  withheld: string;
};

type Address = { street: string; city: string; state: string; zip: string };
type Row = { payer: IrisPayer & Address; of: IrisReturn };

const yes = (value: boolean) => (value ? "Y" : "N");
const digits = (text: string) => text.replace(/\D/g, "");
const amount = (dollars: string) => (d(dollars).isZero() ? "" : dollars);

/** Columns that every template must have, and what goes into them. */
const REQUIRED: Readonly<Record<string, (row: Row) => string>> = {
  "form type": ({ of }) => of.form,
  "tax year": ({ of }) => String(of.year),
  "payer tin type": () => "EIN",
  "payer taxpayer id number": ({ payer }) => digits(payer.ein),
  "payer name type": () => "B",
  "payer business or entity name line 1": ({ payer }) => plain(payer.name),
  "payer country": () => "US",
  "payer address line 1": ({ payer }) => plain(payer.street),
  "payer city/town": ({ payer }) => plain(payer.city),
  "payer state/province/territory": ({ payer }) => payer.state,
  "payer zip/postal code": ({ payer }) => payer.zip,
  "recipient tin type": ({ of }) => of.recipient.tinKind,
  "recipient taxpayer id number": ({ of }) => of.recipient.tin,
  "recipient name type": ({ of }) => (of.recipient.firstName === null ? "B" : "I"),
  "recipient business or entity name line 1": ({ of: { recipient } }) =>
    recipient.firstName === null ? plain(recipient.name) : "",
  "recipient first name": ({ of: { recipient } }) => plain(recipient.firstName ?? ""),
  "recipient last name (surname)": ({ of: { recipient } }) =>
    recipient.firstName === null ? "" : plain(recipient.name),
  "recipient country": () => "US",
  "recipient address line 1": ({ of }) => plain(of.recipient.street),
  "recipient city/town": ({ of }) => plain(of.recipient.city),
  "recipient state/province/territory": ({ of }) => of.recipient.state,
  "recipient zip/postal code": ({ of }) => of.recipient.zip,
  "form account number": ({ of }) => of.account,
};

/** Filled where the template has them. */
const OPTIONAL: typeof REQUIRED = {
  "payer phone type": () => "D",
  "payer phone": ({ payer }) => digits(payer.phone),
  "payer email address": ({ payer }) => payer.email,
  "2nd tin notice": ({ of }) => yes(of.hasSecondNotice),
};

/** The boxes that we fill, by their numbers: a template names each "Box 1 - …". */
const BOXES: Readonly<Record<number, (of: IrisReturn) => string>> = {
  1: ({ box1 }) => box1,
  4: ({ withheld }) => amount(withheld),
};

/** The template of Form 1099-INT, as the tests use it and where none is given. */
export const TEMPLATE_1099_INT: readonly string[] = [
  ...["Form Type", "Tax Year", "Payer TIN Type", "Payer Taxpayer ID Number", "Payer Name Type"],
  ...["Payer Business or Entity Name Line 1", "Payer Business or Entity Name Line 2", "Payer First Name"],
  ...["Payer Middle Name", "Payer Last Name (Surname)", "Payer Suffix", "Payer Country"],
  ...["Payer Address Line 1", "Payer Address Line 2", "Payer City/Town", "Payer State/Province/Territory"],
  ...["Payer ZIP/Postal Code", "Payer Phone Type", "Payer Phone", "Payer Email Address"],
  ...["Recipient TIN Type", "Recipient Taxpayer ID Number", "Recipient Name Type"],
  ...["Recipient Business or Entity Name Line 1", "Recipient Business or Entity Name Line 2"],
  ...["Recipient First Name", "Recipient Middle Name", "Recipient Last Name (Surname)", "Recipient Suffix"],
  ...["Recipient Country", "Recipient Address Line 1", "Recipient Address Line 2", "Recipient City/Town"],
  ...[
    "Recipient State/Province/Territory",
    "Recipient ZIP/Postal Code",
    "Office Code",
    "Form Account Number",
  ],
  ...["FATCA Filing Requirements", "2nd TIN Notice", "Payer's RTN", "Box 1 - Interest Income"],
  ...["Box 2 - Early withdrawal penalty"],
  "Box 3 - Interest on U.S. Savings Bonds and Treasury obligations",
  ...["Box 4 - Federal income tax withheld", "Box 5 - Investment expenses", "Box 6 - Foreign tax paid"],
  ...["Box 7 - Foreign country or U.S. possession", "Box 8 - Tax-exempt interest"],
  ...[
    "Box 9 - Specified private activity bond interest",
    "Box 10 - Market discount",
    "Box 11 - Bond premium",
  ],
  ...["Box 12 - Bond premium on Treasury obligations", "Box 13 - Bond premium on tax-exempt bond"],
  ...["Box 14 - Tax-exempt and tax credit bond CUSIP no.", "Combined Federal/State Filing"],
  ...[1, 2].flatMap((state) => [
    `State ${state}`,
    ...["State Tax Withheld", "State/Payer state number", "State income", "Local income tax withheld"].map(
      (column) => `State ${state} - ${column}`,
    ),
    `State ${state} - Special Data Entries`,
  ]),
];

/**
 * The files of one form and year, at most 100 returns each, every one with the template's header line.
 *
 * @param template the header line of the template, cell by cell; a star after a name marks a required column and counts for nothing
 * @returns texts of CSV files, lines ended as in Windows
 * @throws DomainError "invalid" naming `template` for a missing column, `payer` for an address that cannot be taken apart, and
 *   `returns` for a number or an amount that cannot be filed
 */
export function irisFiles({
  payer,
  returns,
  template,
}: {
  payer: IrisPayer;
  returns: readonly IrisReturn[];
  template: readonly string[];
}): string[] {
  const from = { ...payer, ...addressOf(payer.address) };
  const cells = template.map(cellOf);
  refuseTemplate(template);
  for (const each of returns) refuseReturn(each);
  const lines = returns.map((of) => cells.map((cell) => cell({ payer: from, of })));
  const files: string[] = [];
  for (let at = 0; at < lines.length; at += MOST_RETURNS)
    files.push(
      stringify([[...template], ...lines.slice(at, at + MOST_RETURNS)], { record_delimiter: "windows" }),
    );
  return files;
}

/** The header line of a template as it was downloaded. @throws DomainError "invalid" (field template) for a file without one */
export function readTemplate(text: string): string[] {
  const header = readHeader(text);
  if (header && header.length > 1) return header;
  throw new DomainError("invalid", "This file is no template: it has no header line.", "template");
}

function readHeader(text: string): string[] | undefined {
  try {
    return (parse(text, { bom: true, to_line: 1, relax_column_count: true }) as string[][])[0];
  } catch {
    return undefined;
  }
}

const nameOf = (column: string) =>
  column
    .replace(/\*+\s*$/, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();
const boxOf = (column: string) => Number(/^box (\d+) -/.exec(nameOf(column))?.[1] ?? 0);

function cellOf(column: string): (row: Row) => string {
  const fill = REQUIRED[nameOf(column)] ?? OPTIONAL[nameOf(column)];
  if (fill) return fill;
  const box = BOXES[boxOf(column)];
  return box ? ({ of }) => box(of) : () => "";
}

function refuseTemplate(template: readonly string[]) {
  const names = new Set(template.map(nameOf));
  const missing = Object.keys(REQUIRED).filter((name) => !names.has(name));
  const boxes = Object.keys(BOXES).filter((box) => !template.some((column) => boxOf(column) === Number(box)));
  const lacks = [...missing, ...boxes.map((box) => `box ${box}`)];
  if (lacks.length === 0) return;
  throw new DomainError(
    "invalid",
    `This template has no column for ${lacks.join(", ")}. Download the template of this form and year from the IRIS portal.`,
    "template",
  );
}

function refuseReturn({ account, recipient: { tin }, box1, withheld }: IrisReturn) {
  if (!/^\d{9}$/.test(tin))
    throw new DomainError("invalid", `The return ${account} has no number of nine digits.`, "returns");
  if (![box1, withheld].every((dollars) => /^\d{1,12}\.\d{2}$/.test(dollars)))
    throw new DomainError("invalid", `The return ${account} has an amount below zero.`, "returns");
}

function addressOf(address: string): Address {
  const found = /^(.+), ([^,]+), ([A-Z]{2}) (\d{5}(?:-\d{4})?)$/.exec(address);
  if (!found)
    throw new DomainError(
      "invalid",
      "The company's address must have the form 100 Example Street, New York, NY 10001.",
      "payer",
    );
  const [, street, city, state, zip] = found as unknown as [string, string, string, string, string];
  return { street, city, state, zip };
}

/** Names and addresses in plain letters: no accents, and no character that a spreadsheet or a parser gives a meaning. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9 &'#/()-]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/^[-' ]+|\s+$/g, "");
}
