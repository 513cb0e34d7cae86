// What the ledger can be asked on the command line, for operators and auditors. Nothing here writes to the books.
import { parseArgs } from "node:util";
import { isIsoDate, type IsoDate } from "@/lib/calendar/dates";
import { runChecks, type CheckRow } from "@/lib/ledger/check";
import { readJournal } from "@/lib/ledger/journal";
import { csvHead, csvTransaction, hledgerHead, hledgerTransaction } from "@/lib/ledger/journal-formats";
import { listAccounts, trialBalance } from "@/lib/ledger/queries";
import { formatMoney } from "@/lib/money/money";
import { runCrossChecks } from "@/lib/pool/cross-checks";

export const USAGE = `Usage: npm run --silent ledger -- <command>

  check                                    run every invariant of the ledger and every cross-check with loans,
                                           investments and payments; exit status 1 when one is broken
  trial-balance [--as-of DATE]             posted balances, debits beside credits
  export --format hledger|csv|json [--as-of DATE]
                                           the journal, to standard output

DATE is a business date such as 2026-12-31.`;

const FORMATS = ["hledger", "csv", "json"] as const;
type Format = (typeof FORMATS)[number];
export type Command =
  | { name: "check" }
  | { name: "trial-balance"; asOf?: IsoDate }
  | { name: "export"; format: Format; asOf?: IsoDate };

/** What was asked for, or a sentence about what is wrong with it. */
export function readCommand(args: string[]): Command | string {
  try {
    const options = { "as-of": { type: "string" }, format: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [name, ...rest] = positionals;
    const asOf = values["as-of"];
    if (rest.length > 0) return `Unexpected: ${rest.join(" ")}.`;
    if (asOf !== undefined && !isIsoDate(asOf)) return `"${asOf}" is not a date such as 2026-12-31.`;
    if (values.format !== undefined && name !== "export") return "--format belongs to export.";
    if (name === "check") return asOf === undefined ? { name } : "--as-of does not go with check.";
    if (name === "trial-balance") return { name, asOf };
    if (name !== "export")
      return name === undefined ? "No command was given." : `There is no command "${name}".`;
    const format = FORMATS.find((known) => known === values.format);
    return format ? { name, format, asOf } : "export needs --format hledger, csv or json.";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

type Write = (text: string) => void;

/** Answers through `write`; returns the exit status, 1 when the books are broken. */
export async function runCommand(command: Command, write: Write): Promise<number> {
  if (command.name === "check") return check(write);
  if (command.name === "trial-balance") return printTrialBalance(command.asOf, write);
  return printJournal(command.format, command.asOf, write);
}

async function check(write: Write): Promise<number> {
  const rows: CheckRow[] = [...(await runChecks()), ...(await runCrossChecks())];
  const width = Math.max(...rows.map(({ id }) => id.length));
  for (const { id, sentence, ok, offending } of rows) {
    write(
      `${ok ? "ok    " : "BROKEN"}  ${id.padEnd(width)}  ${sentence}${ok ? "" : ` ${offending.join("; ")}`}\n`,
    );
  }
  const broken = rows.filter(({ ok }) => !ok).length;
  write(
    broken === 0 ? `All ${rows.length} checks hold.\n` : `${broken} of ${rows.length} checks are broken.\n`,
  );
  return broken === 0 ? 0 : 1;
}

async function printTrialBalance(asOf: IsoDate | undefined, write: Write): Promise<number> {
  const { rows, totals } = await trialBalance({ asOf });
  const amount = (text: string) => (text === "0.00" ? "" : formatMoney(text));
  const lines = rows.map(({ code, currency, debit, credit }) => [
    code,
    currency,
    amount(debit),
    amount(credit),
  ]);
  const sums = totals.map(({ currency, debit, credit }) => [
    "Total",
    currency,
    formatMoney(debit),
    formatMoney(credit),
  ]);
  const table = [["Account", "", "Debit", "Credit"], ...lines, ...sums];
  const width = (column: number) => Math.max(...table.map((line) => line[column]!.length));
  const [code, currency, debit, credit] = [width(0), width(1), width(2), width(3)];
  const print = (line: string[]) =>
    write(
      `${line[0]!.padEnd(code)}  ${line[1]!.padEnd(currency)}  ${line[2]!.padStart(debit)}  ${line[3]!.padStart(credit)}\n`,
    );
  table.forEach(print);
  const unequal = totals.filter(({ debit, credit }) => debit !== credit);
  for (const { currency } of unequal) write(`Debits and credits in ${currency} differ.\n`);
  return unequal.length === 0 ? 0 : 1;
}

async function printJournal(format: Format, asOf: IsoDate | undefined, write: Write): Promise<number> {
  if (format === "hledger") {
    write(hledgerHead(await listAccounts()));
    await readJournal(asOf, (transaction) => write(hledgerTransaction(transaction)));
  } else if (format === "csv") {
    write(csvHead());
    await readJournal(asOf, (transaction) => write(csvTransaction(transaction)));
  } else {
    const accounts = (await listAccounts()).map(({ code, name, normalSide, currency }) => ({
      code,
      name,
      normalSide,
      currency,
    }));
    write(
      `{"asOf":${JSON.stringify(asOf ?? null)},\n"accounts":${JSON.stringify(accounts)},\n"transactions":[`,
    );
    let separator = "\n";
    await readJournal(asOf, (transaction) => {
      write(`${separator}${JSON.stringify(transaction)}`);
      separator = ",\n";
    });
    write("\n]}\n");
  }
  return 0;
}
