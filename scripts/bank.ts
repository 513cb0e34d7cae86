// `npm run --silent bank -- parse --format bai2|camt053|ofx|mt940|csv [--map FILE]` reads a bank file on standard input and
// prints its statements as JSON. `npm run --silent bank -- match --lines FILE --orders FILE` matches lines with orders.
// `npm run --silent bank -- days --from D --to D` prints the reconciliation of the days from the database.
import { matchCommand } from "./bank-match";
import { parseCommand } from "./bank-parse";
import { bankError } from "./bank-error";

const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<object>>> = {
  parse: parseCommand,
  match: matchCommand,
  // The others need no database, nor its settings.
  days: async (args) => (await import("./bank-days")).daysCommand(args),
};

const [name = "", ...args] = process.argv.slice(2);
const result = await answer();
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exitCode = "error" in result ? 1 : 0;

async function answer(): Promise<object> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return bankError("unknown-command", `Say what to do: ${Object.keys(COMMANDS).join(", ")}.`);
  try {
    return await command(args);
  } catch (error) {
    const isUsage =
      error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    if (isUsage) return bankError("usage", error.message);
    throw error;
  }
}
