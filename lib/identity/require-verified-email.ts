import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/**
 * Before money moves or a contract begins: a person whose email address we cannot trust would not learn of it.
 *
 * @throws DomainError "not-allowed", with the way to another link, before the person has followed the one that we sent
 */
export async function requireVerifiedEmail(
  tx: Tx,
  person: { userId: string } | { borrowerId: string },
): Promise<void> {
  const user = await tx.user.findFirst({
    where: "userId" in person ? { id: person.userId } : { borrower: { id: person.borrowerId } },
    select: { emailVerifiedAt: true, email: true },
  });
  if (user?.emailVerifiedAt !== null) return;
  throw new DomainError(
    "not-allowed",
    `Verify your email address first. Open the link in the email that we sent to ${user.email}.`,
    undefined,
    { href: "/settings/profile", label: "Send the link again" },
  );
}
