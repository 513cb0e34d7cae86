// `npm run documents`: lists, sets and verifies issued documents; faults to standard error.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { stringify } from "csv-stringify/sync";
import { db } from "@/lib/db";
import { getIssued, listIssued } from "@/lib/documents/issued/queries";
import { fileOf, verifyDocuments } from "@/lib/documents/issued/render";
import { investorsWithMoney } from "@/lib/paperwork/investor-statements";
import { yearOf } from "@/lib/paperwork/month";
import { readTemplate } from "@/lib/paperwork/iris-file";
import { makeTaxFile } from "@/lib/paperwork/tax-file";
import { correctTaxYear, taxLinesWithCopies } from "@/lib/paperwork/tax-statements";
import { TAX_FORMS } from "@/lib/paperwork/tax-year";
import { DomainError } from "@/lib/errors";
import { findPersonByEmail } from "@/lib/identity/people";

const USAGE = `Usage: npm run --silent documents -- <command>

  list --person EMAIL               documents issued to a person, newest first: id, number, date, kind, title
  render ID --out FILE.pdf|FILE.txt writes a document, byte for byte as it is kept
  tax-year YEAR                     the lines of a tax year as CSV: form, payee, TIN status, boxes 1 and 4, the recipient's copy
  tax-year YEAR --correct           issues corrected forms where a copy differs from the books, and prints how many
  tax-year YEAR --file FORM --out FILE.csv [--template FILE.csv]
                                    the file for the IRS, form 1099-INT or 1099-OID, from the template of its IRIS portal: with whole
                                    taxpayer identification numbers; more than 100 returns become FILE-2.csv and so on
  verify [--all]                    sets 100 documents again, or all, and compares them with what is kept; exit status 1
                                    when one differs`;
const SAMPLE = 100;

// A reader that closes early, such as head, is no fault.
process.stdout.on("error", () => process.exit());

class UsageError extends Error {}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = read(args);
  const [command, id, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`Unexpected: ${rest.join(" ")}.`);
  switch (command) {
    case "list":
      if (!values.person) throw new UsageError("list needs --person EMAIL.");
      return list(values.person);
    case "render":
      if (!id) throw new UsageError("render needs the id of a document; list shows them.");
      return render(id, values.out ?? "");
    case "tax-year":
      if (!/^\d{4}$/.test(id ?? "")) throw new UsageError("tax-year needs a year such as 2026.");
      return taxYear(Number(id), values);
    case "verify":
      return verify(values.all ?? false);
    default:
      throw new UsageError(command ? `There is no command "${command}".` : "No command was given.");
  }
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        person: { type: "string" },
        out: { type: "string" },
        all: { type: "boolean" },
        correct: { type: "boolean" },
        file: { type: "string" },
        template: { type: "string" },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function list(email: string): Promise<number> {
  const person = await findPersonByEmail(email);
  if (!person) throw new DomainError("not-found", `Nobody has the email address ${email}.`);
  for (const { id, number, issuedOn, kind, title } of await listIssued(person.id))
    process.stdout.write(`${id}  ${number}  ${issuedOn}  ${kind.padEnd(20)}  ${title}\n`);
  return 0;
}

async function render(id: string, out: string): Promise<number> {
  const format = /\.(pdf|txt)$/.exec(out)?.[1];
  if (!format) throw new UsageError("render needs --out with a file name that ends in .pdf or .txt.");
  await getIssued(id, null);
  const { pdf, text } = await fileOf(id);
  writeFileSync(out, format === "pdf" ? pdf : text);
  process.stdout.write(`${out}\n`);
  return 0;
}

type TaxOptions = { correct?: boolean; file?: string; out?: string; template?: string };

async function taxYear(year: number, { correct, file, out, template }: TaxOptions): Promise<number> {
  if (file !== undefined) return taxFile(year, { file, out, template });
  if (correct) {
    process.stdout.write(`${await correctTaxYear({ year, staffId: null })} issued\n`);
    return 0;
  }
  const investorIds = await investorsWithMoney(db, yearOf(year));
  const lines = (await taxLinesWithCopies(db, { investorIds, year })).filter(({ isReported }) => isReported);
  const rows = lines.map(({ form, name, email, payee, investments, box1, withheld, copy }) => [
    ...[form, String(year), name, email, payee.status],
    ...[investments.join(" "), box1, withheld, copy?.number, copy?.isChanged ? "yes" : "no"],
  ]);
  const header = ["form", "year", "name", "email", "tin", "investments", "box1", "box4", "copy", "changed"];
  process.stdout.write(stringify([header, ...rows]));
  return 0;
}

async function taxFile(year: number, given: { file: string } & TaxOptions): Promise<number> {
  const form = TAX_FORMS.find((each) => each === given.file);
  if (!form) throw new UsageError(`--file is one of ${TAX_FORMS.join(" and ")}.`);
  const base = /^(.+)\.csv$/.exec(given.out ?? "")?.[1];
  if (!base) throw new UsageError("--file needs --out with a file name that ends in .csv.");
  const template = given.template ? readTemplate(readFileSync(given.template, "utf8")) : null;
  const { files, returns, leftOut } = await makeTaxFile({ form, year, template, staffId: null });
  for (const [at, text] of files.entries())
    writeFileSync(at === 0 ? `${base}.csv` : `${base}-${at + 1}.csv`, text, { mode: 0o600 });
  process.stdout.write(`${returns} returns in ${files.length} files\n`);
  for (const { name } of leftOut)
    process.stderr.write(`Left out, without a taxpayer identification number: ${name}\n`);
  return leftOut.length === 0 ? 0 : 1;
}

async function verify(all: boolean): Promise<number> {
  const { checked, faults } = await verifyDocuments(all ? {} : { sample: SAMPLE });
  for (const { id, number, problem } of faults)
    process.stdout.write(`${id} (number ${number}): ${problem}\n`);
  const differ = faults.length === 1 ? "1 differs" : `${faults.length} differ`;
  process.stdout.write(`${checked} checked, ${differ}.\n`);
  return faults.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}\n` : ""}`,
  );
  process.exitCode = isUsage ? 2 : error instanceof DomainError ? 1 : 3;
} finally {
  await db.$disconnect();
}
