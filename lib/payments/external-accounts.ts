// The bank accounts of people: added once, shown by their last four digits, disabled when a bank says they do not work.
import { now } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { newId } from "@/lib/ids";
import { addJob } from "@/lib/queue";
import { sqlRows } from "@/lib/sql-rows";
import type { BankAccountStatus, ExternalAccount } from "@/prisma/generated/client";
import { isSandboxNumber } from "./sandbox-numbers";
import { externalAccountInput, type ExternalAccountInput } from "./schemas";
import { hashNumber, seal, unseal } from "./sealing";

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
  status: Exclude<BankAccountStatus, "REMOVED">;
  disabledReason: string | null;
  holderName: string;
};

/**
 * Adds a bank account of a user. Adding the same account again returns the existing one; one that they removed is
 * restored. `afterward` belongs to the same transaction, where something was added.
 *
 * One that somebody else has also added is flagged, and not used until our staff have reviewed it
 * (`reviewBankAccount`); neither person learns of the other. Only the sandbox's published numbers, which many
 * people share on purpose, stay usable until then.
 *
 * @throws ZodError for a wrong shape; DomainError on accountNumber when a bank has reported that the account does not work;
 *   not-allowed before the email address is verified
 */
export async function addExternalAccount(
  input: ExternalAccountInput & { userId: string },
  afterward?: (tx: Tx, added: ExternalAccountView) => Promise<void>,
): Promise<ExternalAccountView & { isNew: boolean }> {
  const { userId } = input;
  const { accountNumber, bankName, ...account } = externalAccountInput.parse(input);
  const numberHash = hashNumber({ ...account, accountNumber });
  return inTransaction(async (tx) => {
    await requireVerifiedEmail(tx, { userId });
    // Two people who add the same account at once take turns here, so that the second finds what the first one made.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${numberHash}, 0))::text`;
    const alike = await listSame(tx, { ...account, accountNumber, numberHash });
    const own = alike.find((row) => row.userId === userId);
    const isShared = alike.some((row) => row.userId !== userId);
    if (own?.disabledReason) throw new DomainError("wrong-state", OUT_OF_USE, "accountNumber");
    if (own && own.status !== "REMOVED") return { ...view(own), isNew: false };
    const isFlagged = isShared && !own?.reviewedAt;
    const id = own?.id ?? newId("acct");
    const facts = {
      ...account,
      numberHash,
      holderKind: account.holderKind ?? null,
      status: isFlagged && !isSandboxNumber(accountNumber) ? ("IN_REVIEW" as const) : ("ACTIVE" as const),
      sharedAt: isFlagged ? (own?.sharedAt ?? now()) : null,
      removedAt: null,
    };
    const row = own
      ? await tx.externalAccount.update({ where: { id }, data: facts })
      : await tx.externalAccount.create({
          data: {
            ...facts,
            id,
            userId,
            bankName: bankName ?? KNOWN_BANKS[account.routingNumber] ?? "Bank account",
            accountNumberLast4: accountNumber.slice(-4),
            accountNumberSealed: seal(accountNumber, id),
          },
        });
    if (isFlagged) await reportShared(tx, id);
    await afterward?.(tx, view(row));
    return { ...view(row), isNew: true };
  });
}

/** Has staff notified that two people use one account. */
export const reportShared = (tx: Tx, externalAccountId: string) =>
  addJob(tx, "report-shared-account", { externalAccountId }, `shared-account:${externalAccountId}`);

const OUT_OF_USE =
  "We cannot use this account because its bank returned an earlier payment. Add another account.";

/** For a person who adds an account that they already have. */
export function alreadyAdded({ bankName, last4, status }: ExternalAccountView): DomainError {
  const state = status === "IN_REVIEW" ? "It is under review." : "It is ready to use.";
  const sentence = `You have already added this account (${bankName}, ending in ${last4}). ${state}`;
  return new DomainError("already-exists", sentence, "accountNumber");
}

/** The user's accounts, those that work first. What they removed is not among them. */
export async function listExternalAccounts(userId: string): Promise<ExternalAccountView[]> {
  const rows = await db.externalAccount.findMany({
    where: { userId, status: { not: "REMOVED" } },
    orderBy: [{ status: "asc" }, { createdAt: "asc" }],
  });
  return rows.map(view);
}

/**
 * Takes accounts out of use, in the transaction that acts on the returns that say so. Of several reasons for one account the first
 * counts. Of one that was removed in the meantime the reason is kept: it must not come back as usable.
 */
export async function disableExternalAccounts(
  tx: Tx,
  accounts: readonly { id: string; reason: string }[],
): Promise<void> {
  if (accounts.length === 0) return;
  const reasons = new Map(accounts.toReversed().map(({ id, reason }) => [id, reason]));
  await tx.$executeRaw`
    UPDATE external_accounts a
       SET status = CASE a.status WHEN 'REMOVED' THEN a.status ELSE 'DISABLED' END, disabled_reason = disabled.reason
      FROM ${sqlRows(
        "disabled",
        { id: "text", reason: "text" },
        [...reasons].map(([id, reason]) => ({ id, reason })),
      )}
     WHERE a.id = disabled.id AND a.status <> 'DISABLED'`;
}

/** Takes an account out of its person's choices; past payments still name it. The caller has locked its row. */
export async function markRemoved(tx: Tx, id: string): Promise<void> {
  await tx.externalAccount.update({ where: { id }, data: { status: "REMOVED", removedAt: now() } });
}

/**
 * Records what a member of staff decided about an account that somebody else has also added. Cleared, it can be
 * used; otherwise it is disabled for the reason given. One that its person removed stays removed. The caller has
 * locked its row.
 */
export async function recordReview(
  tx: Tx,
  { id, status }: Pick<ExternalAccount, "id" | "status">,
  review: { reviewedById: string; disabledReason: string | null },
): Promise<void> {
  const isCleared = review.disabledReason === null;
  const afterwards = isCleared ? (status === "IN_REVIEW" ? "ACTIVE" : status) : "DISABLED";
  await tx.externalAccount.update({
    where: { id },
    data: {
      status: status === "REMOVED" ? status : afterwards,
      ...(!isCleared && { disabledReason: review.disabledReason }),
      reviewedAt: now(),
      reviewedById: review.reviewedById,
    },
  });
}

type Given = { routingNumber: string; accountNumber: string; numberHash: string };

/** All rows of this account, of any person. Rows from before the hash was kept are compared by their number. */
async function listSame(tx: Tx, { routingNumber, accountNumber, numberHash }: Given) {
  const rows = await tx.externalAccount.findMany({
    where: {
      OR: [{ numberHash }, { numberHash: null, routingNumber, accountNumberLast4: accountNumber.slice(-4) }],
    },
    orderBy: { createdAt: "asc" },
  });
  return rows.filter((row) => row.numberHash === numberHash || hasNumber(row, accountNumber));
}

function hasNumber({ accountNumberSealed, id }: ExternalAccount, accountNumber: string): boolean {
  try {
    return unseal(accountNumberSealed, id) === accountNumber;
  } catch {
    return false; // sealed under an earlier key: it cannot be compared
  }
}

function view(row: ExternalAccount): ExternalAccountView {
  const { id, bankName, accountNumberLast4: last4, accountType, disabledReason, holderName } = row;
  const status = row.status === "REMOVED" ? "DISABLED" : row.status;
  return { id, bankName, last4, accountType, status, disabledReason, holderName };
}
