// In whose name a person signs.
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";

/** The named person who signs; for a business also their title, and the company they sign for. */
export type Signer = { name: string; title: string | null; company: string | null };

/** Who signs when this user does: for themselves, or as a borrower, which may be a business. */
export async function findSigner(tx: Tx, userId: string, as: "borrower" | "self"): Promise<Signer> {
  const { name, borrower } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { name: true, borrower: { select: { kind: true, legalName: true, signerTitle: true } } },
  });
  if (as === "self" || !borrower) return { name, title: null, company: null };
  const { kind, legalName, signerTitle } = borrower;
  if (kind === "PERSON") return { name: legalName, title: null, company: null };
  return { name, title: signerTitle, company: legalName };
}

/** @throws DomainError "wrong-state" for a business that has not yet said in which capacity its person signs */
export function requireTitle({ company, title }: Signer): void {
  if (company === null || title !== null) return;
  throw new DomainError(
    "wrong-state",
    `Before you sign for ${company}, we need your title. Withdraw this application and apply again with your title.`,
  );
}

/** Keeps the title under which the user signs for their business. */
export async function setSignerTitle(tx: Tx, { borrowerId, title }: { borrowerId: string; title: string }) {
  await tx.borrower.update({ where: { id: borrowerId }, data: { signerTitle: title } });
}
