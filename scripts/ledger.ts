// `npm run ledger`: one command in, its answer to standard output, faults to standard error.
import { db } from "@/lib/db";
import { readCommand, runCommand, USAGE } from "./ledger-commands";

const command = readCommand(process.argv.slice(2));
if (typeof command === "string") {
  process.stderr.write(`${command}\n\n${USAGE}\n`);
  process.exitCode = 2;
} else {
  // A reader that closes early, such as head, is no fault.
  process.stdout.on("error", () => process.exit());
  try {
    process.exitCode = await runCommand(command, (text) => process.stdout.write(text));
  } catch (error) {
    // Prisma's message begins with the query; the reason is in its last line, between backticks.
    const last = error instanceof Error ? error.message.trim().split("\n").at(-1)! : String(error);
    const reason = /Message: `(.*)`$/.exec(last)?.[1] ?? last;
    process.stderr.write(`The ledger could not be read: ${reason}\n`);
    process.exitCode = 3;
  } finally {
    await db.$disconnect();
  }
}
