import "server-only";
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { recordConsents } from "@/lib/legal/record-consents";
import type { BorrowerId, InvestorId } from "@/lib/session";
import { hashPassword } from "./password";
import { requireUncommonPassword } from "./password-rules";
import { addBorrower, addInvestor, type BorrowerDetails } from "./person-rows";

export type Registration = {
  name: string;
  email: string;
  password: string;
  roles: readonly ("BORROWER" | "INVESTOR")[];
  /** The person or business that borrows; required with the role BORROWER. */
  borrower?: BorrowerDetails | undefined;
};

export type RegisteredUser = {
  userId: string;
  borrowerId: BorrowerId | null;
  investorId: InvestorId | null;
};

/**
 * Creates a person with their roles and their consent to today's terms and privacy notice, all or nothing. `afterward` belongs to
 * the same transaction.
 *
 * @throws DomainError "already-exists" at the field "email"; "invalid" when a borrower's details are missing, or at the field
 *         "password" for one that is easy to guess
 */
export async function registerUser(
  { name, password, roles, borrower, ...rest }: Registration,
  afterward?: (tx: Tx, user: { userId: string; email: string; on: IsoDate }) => Promise<void>,
): Promise<RegisteredUser> {
  invariant(roles.length > 0, "someone registers as at least one of borrower and investor");
  const email = rest.email.trim().toLowerCase();
  requireUncommonPassword(password, { email, name });
  const passwordHash = await hashPassword(password); // slow on purpose, so before the transaction
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const userId = await addUser(tx, { email, name, passwordHash, joinedOn: on });
    const borrowerId = roles.includes("BORROWER")
      ? await addBorrower(tx, { userId, name, details: borrower })
      : null;
    const investorId = roles.includes("INVESTOR") ? await addInvestor(tx, { userId }) : null;
    await recordAudit(tx, {
      actorUserId: userId,
      action: "user.register",
      subjectType: "user",
      subjectId: userId,
      detail: { roles: [...roles] },
      businessDate: on,
    });
    await recordConsents(tx, { userId, agreedOn: on });
    await afterward?.(tx, { userId, email, on });
    return { userId, borrowerId, investorId };
  });
}

/** @throws DomainError "already-exists" when another registration came first */
export async function addUser(
  tx: Tx,
  { joinedOn, ...user }: { email: string; name: string; passwordHash: string; joinedOn: IsoDate },
): Promise<string> {
  const id = newId("usr");
  // A unique violation would end the whole transaction; nothing inserted is an answer we can turn into a sentence.
  const { count } = await tx.user.createMany({
    data: [{ id, ...user, joinedOn: toDbDate(joinedOn) }],
    skipDuplicates: true,
  });
  if (count === 0) {
    throw new DomainError(
      "already-exists",
      "An account with this email address already exists. Sign in instead.",
      "email",
    );
  }
  return id;
}
