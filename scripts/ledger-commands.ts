// What the ledger can be asked on the command line, for operators and auditors. `seal`, `close` and `statement` write;
// everything else only reads.
import { parseArgs } from "node:util";
import { isIsoDate, type IsoDate } from "@/lib/calendar/dates";
import { printSealHead, printVerdict, sealNow } from "./ledger-seal";
import { printCategories, printChecks, printTrialBalance } from "./ledger-balances";
import { printJournal } from "./ledger-export";
import { FORMATS, type Format, type Write } from "./ledger-output";
import { closeBooks, printStatement } from "./ledger-records";

export const USAGE = `Usage: npm run --silent ledger -- <command>

  check                                    run every invariant of the ledger and every cross-check with loans,
                                           investments and payments; exit status 1 when one fails
  trial-balance [--as-of DATE]             posted balances, debits beside credits
  categories [--as-of DATE]                posted, pending and available, rolled up; exit status 1 when assets are
                                           not liabilities and equity
  export --format hledger|beancount|csv|json [--as-of DATE]
                                           the journal, to standard output; Ledger reads hledger's too
  statement --account CODE --from DATE --to DATE
                                           makes a statement for the dates, both included, and prints it
  close --through DATE --by NAME           permanently closes the books through the last day of the next month
  head                                     the last seal: block, hash, when, how many
  seal [--new-chain --reason TEXT]         seals what was committed since then; in a restored database starts a new chain,
                                           linked to the old head, which keeps the reason
  verify [--since BLOCK] [--head BLOCK:HASH]
                                           hashes every sealed row again; exit status 1 when one was altered, each
                                           named. HEAD is one that was kept outside, as printed on statements

DATE is a business date such as 2026-12-31.`;

export type Command =
  | { name: "check" | "head" }
  | { name: "seal"; newChain: { reason: string } | null }
  | { name: "trial-balance" | "categories"; asOf?: IsoDate | undefined }
  | { name: "export"; format: Format; asOf?: IsoDate | undefined }
  | { name: "statement"; account: string; from: IsoDate; to: IsoDate }
  | { name: "close"; through: IsoDate; by: string }
  | { name: "verify"; since?: string | undefined; head?: { block: string; hash: string } | undefined };

const OPTIONS = {
  "as-of": { type: "string" },
  format: { type: "string" },
  account: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  through: { type: "string" },
  by: { type: "string" },
  "new-chain": { type: "boolean" },
  reason: { type: "string" },
  since: { type: "string" },
  head: { type: "string" },
} as const;
type Option = keyof typeof OPTIONS;
type Values = Partial<Record<Exclude<Option, "new-chain">, string>> & { "new-chain"?: boolean };

/** The options of each command; those with "!" must be given. */
const COMMANDS: Record<Command["name"], string[]> = {
  check: [],
  "trial-balance": ["as-of"],
  categories: ["as-of"],
  export: ["format!", "as-of"],
  statement: ["account!", "from!", "to!"],
  close: ["through!", "by!"],
  head: [],
  seal: ["new-chain", "reason"],
  verify: ["since", "head"],
};
const DATES: Exclude<Option, "new-chain">[] = ["as-of", "from", "to", "through"];
const HEAD = /^(\d{1,18}):([0-9a-f]{16,64})$/;

/** What was asked for, or a sentence about what is wrong with it. */
export function readCommand(args: string[]): Command | string {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const [name, ...rest] = positionals;
    if (rest.length > 0) return `Unexpected: ${rest.join(" ")}.`;
    if (name === undefined) return "No command was given.";
    if (!Object.hasOwn(COMMANDS, name)) return `There is no command "${name}".`;
    return wrongOption(name as Command["name"], values) ?? asCommand(name as Command["name"], values);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wrongOption(name: Command["name"], values: Values): string | undefined {
  const known = COMMANDS[name].map((option) => option.replace("!", ""));
  const strange = Object.keys(values).find((option) => !known.includes(option));
  if (strange) return `--${strange} cannot be used with ${name}.`;
  const missing = COMMANDS[name].find(
    (option) => option.endsWith("!") && !values[option.slice(0, -1) as Option],
  );
  if (missing === "format!") return "export needs --format hledger, beancount, csv or json.";
  if (missing) return `${name} needs --${missing.slice(0, -1)}.`;
  const date = DATES.find((option) => values[option] !== undefined && !isIsoDate(values[option]));
  return date && `"${values[date]}" is not a date such as 2026-12-31.`;
}

function asCommand(name: Command["name"], values: Values): Command | string {
  const asOf = values["as-of"];
  switch (name) {
    case "export": {
      const format = FORMATS.find((known) => known === values.format);
      return format ? { name, format, asOf } : "export needs --format hledger, beancount, csv or json.";
    }
    case "statement":
      return { name, account: values.account!, from: values.from!, to: values.to! };
    case "close":
      return { name, through: values.through!, by: values.by! };
    case "seal":
      return sealCommand(values);
    case "verify":
      return verifyCommand(values);
    case "trial-balance":
    case "categories":
      return { name, asOf };
    default:
      return { name };
  }
}

function sealCommand({ "new-chain": isNew, reason }: Values): Command | string {
  const text = reason?.trim();
  if (!isNew)
    return text === undefined ? { name: "seal", newChain: null } : "--reason goes with --new-chain.";
  if (!text) return "seal --new-chain needs --reason, which is kept in the chain.";

  if (text.length > 500 || /[\u0000-\u001f\u007f]/.test(text))
    return "--reason is one line of 500 characters at most.";
  return { name: "seal", newChain: { reason: text } };
}

function verifyCommand({ since, head }: Values): Command | string {
  if (since !== undefined && !/^[1-9]\d{0,17}$/.test(since))
    return "--since is the number of a block, from 1 on.";
  const [, block, hash] = HEAD.exec(head?.toLowerCase() ?? "") ?? [];
  if (head !== undefined && (!block || !hash))
    return "--head is a block, a colon and at least 16 digits of its hash, such as 12:0123456789abcdef.";
  // The chain from the head that is known to be true up to the first block that is verified must be walked too.
  if (block && since !== undefined && BigInt(since) > BigInt(block) + 1n)
    return `--since must be ${BigInt(block) + 1n} at most: blocks between the head and it would not be verified.`;
  return { name: "verify", since, head: block && hash ? { block, hash } : undefined };
}

/** Answers through `write`; returns the exit status, 1 when the books are broken or refuse. */
export async function runCommand(command: Command, write: Write): Promise<number> {
  switch (command.name) {
    case "check":
      return printChecks(write);
    case "trial-balance":
      return printTrialBalance(command.asOf, write);
    case "categories":
      return printCategories(command.asOf, write);
    case "export":
      return printJournal(command.format, command.asOf, write);
    case "statement":
      return printStatement(command, write);
    case "close":
      return closeBooks(command, write);
    case "head":
      return printSealHead(write);
    case "seal":
      return sealNow(command.newChain, write);
    case "verify":
      return printVerdict(command, write);
  }
}
