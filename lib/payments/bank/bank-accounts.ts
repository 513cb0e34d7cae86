// Our own accounts at the bank, as statements name them.
import type { Tx } from "@/lib/db";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { fetchOwnAccount } from "@/lib/payments/provider";
import { CASH } from "@/lib/transaction-types/account-codes";
import type { BankAccount } from "@/prisma/generated/client";

/** The account that we pay from, asked of the bank the first time. */
export async function ensureBankAccount(): Promise<BankAccount> {
  const known = await db.bankAccount.findUnique({ where: { ledgerCode: CASH } });
  if (known) return known;
  const { bankName, accountNumber } = await fetchOwnAccount();
  await db.bankAccount.createMany({
    data: [
      {
        id: newId("bank"),
        name: bankName,
        number: accountNumber,
        ledgerCode: CASH,
        providerId: env.PAYMENTS_INTERNAL_ACCOUNT_ID,
      },
    ],
    skipDuplicates: true,
  });
  return db.bankAccount.findUniqueOrThrow({ where: { ledgerCode: CASH } });
}

/**
 * The account that a statement names, or null. Banks write a number with spaces, zeros before it or only its end ("…0300").
 *
 * @example findAccount([{ number: "4100200300", … }], "0004100200300")?.number // "4100200300"
 */
export function findAccount<Account extends { number: string }>(
  accounts: readonly Account[],
  named: string,
): Account | null {
  const digits = plain(named);
  const fits = accounts.filter(({ number }) => {
    const ours = plain(number);
    return number.startsWith("…") ? digits.endsWith(ours) : digits === ours;
  });
  return fits.length === 1 ? fits[0]! : null;
}

const plain = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(/^0+/, "");

/** Holds the account, so that imports, matches and closes of it happen one after the other. */
export async function lockBankAccount(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM bank_accounts WHERE id = ${id} FOR UPDATE`;
}
