import { addDays, compare, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, calendarBusinessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { LONG_READ_MS } from "@/lib/connection-limits";
import { CURRENCY } from "@/lib/money/currency";
import { fetchClosing, listTransactions, type ProviderTransaction } from "@/lib/payments/provider";
import { addJob } from "@/lib/queue";
import { ensureBankAccount } from "./bank-accounts";
import { coverageOf } from "./coverage";
import { writeStatements } from "./import-bank-file";
import { dated } from "./import-plan";
import type { BankLine } from "./statement";

/**
 * Reads what the provider knows of our account since the last statement, up to yesterday, as a statement: the daily way in,
 * where no file is uploaded. The provider's closing balance must agree, or nothing is imported.
 *
 * @returns how many days were read; 0 when the account is up to date or the provider has no balance of yesterday yet
 */
export async function readProviderTransactions(): Promise<number> {
  // A sandbox that nobody has seeded has no date yet.
  if (calendarBusinessDate() === null && (await db.businessClock.count()) === 0) return 0;
  const account = await ensureBankAccount();
  const coverage = await coverageOf(db, account.id);
  const to = addDays(await businessDate(), -1);
  const from = coverage === null ? null : addDays(coverage.to, 1);
  if (from !== null && compare(from, to) > 0) return 0;
  const closing = await fetchClosing(to);
  if (closing === null) return 0;
  const lines: (BankLine & { postedOn: IsoDate })[] = [];
  for await (const transaction of listTransactions({ from, to })) lines.push(asLine(transaction));
  lines.reverse(); // the provider lists the newest first
  const first = from ?? lines[0]?.postedOn ?? to;
  const statement = dated(
    { account: account.number, currency: CURRENCY, from: first, to, opening: null, closing, lines },
    "0.00",
  );
  if (typeof statement === "string") return 0;
  await db.$transaction(
    async (tx) => {
      const source = { fileId: null, source: "provider", importedById: null };
      await writeStatements(tx, [{ bankAccountId: account.id, statement }], source);
      await addJob(tx, "match-bank-lines", {}, "match-bank-lines");
    },
    { timeout: LONG_READ_MS },
  );
  return daysIn(first, to);
}

const daysIn = (from: IsoDate, to: IsoDate) => {
  let days = 0;
  for (let day = from; compare(day, to) <= 0; day = addDays(day, 1)) days += 1;
  return days;
};

function asLine({
  id,
  amount,
  postedOn,
  code,
  description,
}: ProviderTransaction): BankLine & { postedOn: IsoDate } {
  return {
    ...{
      postedOn,
      amount,
      description,
      currency: CURRENCY,
      valueOn: null,
      typeCode: code,
      bankReference: id,
    },
    ...{ reference: null, counterparty: null, pending: false, reversal: false },
  };
}
