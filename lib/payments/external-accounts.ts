// The bank accounts of people: added once, shown by their last four digits, disabled when a bank says they do not work.
import { db, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { ExternalAccount } from "@/prisma/generated/client";
import { externalAccountInput, type ExternalAccountInput } from "./schemas";
import { seal, unseal } from "./sealing";

const KNOWN_BANKS: Readonly<Record<string, string>> = {
  "021000021": "JPMorgan Chase",
  "021000089": "Citibank",
  "026009593": "Bank of America",
  "121000248": "Wells Fargo",
};

/** A bank account as it may leave the server: never the full number. */
export type ExternalAccountView = {
  id: string;
  bankName: string;
  last4: string;
  accountType: string;
  status: "ACTIVE" | "DISABLED";
  disabledReason: string | null;
  holderName: string;
};

/**
 * Adds a bank account of a user. The same account given again is the one already there.
 *
 * @throws ZodError for a wrong shape; DomainError on accountNumber when a bank has told us that the account does not work
 */
export async function addExternalAccount(
  input: ExternalAccountInput & { userId: string },
): Promise<ExternalAccountView> {
  const { userId } = input;
  const { accountNumber, bankName, ...account } = externalAccountInput.parse(input);
  const accountNumberLast4 = accountNumber.slice(-4);
  const alike = await db.externalAccount.findMany({
    where: { userId, routingNumber: account.routingNumber, accountNumberLast4 },
  });
  const same = alike.find((row) => unseal(row.accountNumberSealed, row.id) === accountNumber);
  if (same?.status === "DISABLED") {
    const sentence = "We cannot use this account: an earlier payment was returned by its bank. Add another.";
    throw new DomainError("wrong-state", sentence, "accountNumber");
  }
  if (same) return view(same);
  const id = newId("acct");
  const row = await db.externalAccount.create({
    data: {
      ...account,
      id,
      userId,
      bankName: bankName ?? KNOWN_BANKS[account.routingNumber] ?? "Bank account",
      accountNumberLast4,
      accountNumberSealed: seal(accountNumber, id),
    },
  });
  return view(row);
}

/** The user's accounts, those that work first. */
export async function listExternalAccounts(userId: string): Promise<ExternalAccountView[]> {
  const rows = await db.externalAccount.findMany({
    where: { userId },
    orderBy: [{ status: "asc" }, { createdAt: "asc" }],
  });
  return rows.map(view);
}

/** Takes an account out of use, in the transaction that acts on the return that says so. */
export async function disableExternalAccount(tx: Tx, account: { id: string; reason: string }): Promise<void> {
  await tx.externalAccount.updateMany({
    where: { id: account.id, status: "ACTIVE" },
    data: { status: "DISABLED", disabledReason: account.reason },
  });
}

function view(row: ExternalAccount): ExternalAccountView {
  const { id, bankName, accountNumberLast4: last4, accountType, status, disabledReason, holderName } = row;
  return { id, bankName, last4, accountType, status, disabledReason, holderName };
}
