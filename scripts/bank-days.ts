// `bank -- days --from D --to D`: the reconciliation of each day that statements cover, from the database.
import { parseArgs } from "node:util";
import { compare, isIsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { reconcileDays, type BankDayRow } from "@/lib/payments/bank/days";
import { bankError, type BankError } from "./bank-error";

type AccountDays = { account: string; name: string; days: BankDayRow[] };

export async function daysCommand(args: string[]): Promise<{ accounts: AccountDays[] } | BankError> {
  const { from, to } = parseArgs({
    args,
    options: { from: { type: "string" }, to: { type: "string" } },
  }).values;
  if (!isIsoDate(from) || !isIsoDate(to) || compare(from, to) > 0)
    return bankError("usage", "Give the first and last day: --from 2026-03-01 --to 2026-03-31.");
  try {
    const accounts = await db.bankAccount.findMany({ orderBy: { createdAt: "asc" } });
    const found = accounts.map(async (account) => ({
      account: account.number,
      name: account.name,
      days: await reconcileDays(account, { from, to }),
    }));
    return { accounts: await Promise.all(found) };
  } finally {
    await db.$disconnect();
  }
}
