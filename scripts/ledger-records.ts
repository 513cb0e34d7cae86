// The commands that leave a record: a closed month, a statement. Each in the audit log, as nobody's who is signed in.
import { monthName, type IsoDate } from "@/lib/calendar/dates";
import { DomainError } from "@/lib/errors";
import { closeMonth } from "@/lib/jobs/close-month";
import { makeStatement } from "@/lib/jobs/make-statement";
import { readStatement } from "@/lib/ledger/statements";
import type { Write } from "./ledger-output";
import { amountOrNothing, amountText, tableText } from "./ledger-table";

export function closeBooks({ through, by }: { through: IsoDate; by: string }, write: Write): Promise<number> {
  return unlessRefused(write, async () => {
    await closeMonth({ through, by, userId: null });
    write(`${monthName(through)} is closed. Bank activity reported later is posted on the first open day.\n`);
    return 0;
  });
}

export function printStatement(
  { account, from, to }: { account: string; from: IsoDate; to: IsoDate },
  write: Write,
): Promise<number> {
  return unlessRefused(write, async () => {
    const statement = (await readStatement(await makeStatement({ userId: null, account, from, to })))!;
    const { id, name, currency, version, opening, closing, lines, reproduced } = statement;
    write(`Statement ${id} of ${account} (${name}), ${from} to ${to}, as known at version ${version}\n\n`);
    const rows = lines.map((line) => [
      line.transaction.effectiveOn,
      `#${line.transaction.id}`,
      line.transaction.eventType,
      amountOrNothing(line.side === "debit" ? line.amount : "0"),
      amountOrNothing(line.side === "credit" ? line.amount : "0"),
      "",
    ]);
    const table = [
      ["Date", "Entry", "Event", "Debit", "Credit", currency],
      ["", "", "Opening balance", "", "", amountText(opening)],
      ...rows,
      ["", "", "Closing balance", "", "", amountText(closing)],
    ];
    write(tableText(table, [3, 4, 5]));
    if (!reproduced) write("\nThe entries do not add up from the opening to the closing balance.\n");
    return reproduced ? 0 : 1;
  });
}

/** A refusal by a rule is an answer: its sentence, and exit status 1. */
async function unlessRefused(write: Write, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    write(`${error.message}\n`);
    return 1;
  }
}
