// The rows that make someone a borrower or an investor; written by registration and when a role is added later.
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { EIN_SENTENCE, einOf } from "./ein";
import type { BorrowerId, InvestorId } from "@/lib/session";

export type BorrowerDetails = {
  kind: "PERSON" | "BUSINESS";
  /** Required for a business; a person borrows under their own name unless another is given. */
  legalName?: string | undefined;
  /** The EIN of a business. */
  registrationNumber?: string | undefined;
};

export async function addBorrower(
  tx: Tx,
  { userId, name, details }: { userId: string; name: string; details: BorrowerDetails | undefined },
): Promise<BorrowerId> {
  const { kind, legalName, registrationNumber } = complete(details, name);
  const id = newId("brw");
  await tx.userRole.create({ data: { userId, role: "BORROWER" } });
  await tx.borrower.create({ data: { id, userId, kind, legalName, registrationNumber } });
  return id as BorrowerId;
}

export async function addInvestor(tx: Tx, { userId }: { userId: string }): Promise<InvestorId> {
  const id = newId("inv");
  await tx.userRole.create({ data: { userId, role: "INVESTOR" } });
  await tx.investor.create({ data: { id, userId } });
  return id as InvestorId;
}

function complete(details: BorrowerDetails | undefined, name: string) {
  if (!details) {
    throw new DomainError(
      "invalid",
      "Choose whether you are borrowing as a person or as a business.",
      "kind",
    );
  }
  const { kind, legalName, registrationNumber } = details;
  if (kind === "PERSON") return { kind, legalName: legalName || name, registrationNumber: null };
  if (!legalName) throw new DomainError("invalid", "Enter the legal name of the business.", "legalName");
  const ein = einOf(registrationNumber ?? "");
  if (!ein) throw new DomainError("invalid", EIN_SENTENCE, "registrationNumber");
  return { kind, legalName, registrationNumber: ein };
}
