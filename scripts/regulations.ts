// `npm run regulations`: checks every rule that we promise on the live book; faults to standard error.
import { parseArgs } from "node:util";
import { db } from "@/lib/db";
import { checkRegulations, type RuleResult } from "@/lib/regulations/check-regulations";

const USAGE = `Usage: npm run --silent regulations -- check [--json]

  check   each rule with its citation, how many cases it is about and how many break it, and the ids that do; the result is kept for the
          page of the auditors. Exit status 1 when a rule is broken

--json    the same as JSON, with the SQL or the function that decides each rule`;

class UsageError extends Error {}

// A reader that closes early, such as head, is no fault.
process.stdout.on("error", () => process.exit());

async function run(args: string[]): Promise<number> {
  const { values, positionals } = read(args);
  if (positionals.length !== 1 || positionals[0] !== "check")
    throw new UsageError(
      positionals.length === 0 ? "No command was named." : `Unexpected: ${positionals.join(" ")}.`,
    );
  const checked = await checkRegulations({ askedBy: "command" });
  if (!checked) {
    process.stderr.write("There is no business date yet, so there is nothing to check.\n");
    return 0;
  }
  const { n, businessDate, failed, results } = checked;
  if (values.json) {
    const rules = results.map((result) => ({ ...result, ok: result.broken === 0 }));
    process.stdout.write(`${JSON.stringify({ check: n, businessDate, failed, rules }, null, 2)}\n`);
  } else for (const result of results) process.stdout.write(lines(result));
  return failed === 0 ? 0 : 1;
}

function lines({ id, promise, citation, checked, broken, findings }: RuleResult): string {
  const verdict = broken === 0 ? "ok    " : "BROKEN";
  const head = `${verdict}  ${id.padEnd(30)}  ${String(checked).padStart(7)} checked  ${promise} (${citation})\n`;
  return head + findings.map((finding) => `          ${finding.id}  ${finding.problem}\n`).join("");
}

function read(args: string[]) {
  try {
    return parseArgs({ args, options: { json: { type: "boolean" } }, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${USAGE}\n` : ""}`,
  );
  process.exitCode = isUsage ? 2 : 3;
} finally {
  await db.$disconnect();
}
