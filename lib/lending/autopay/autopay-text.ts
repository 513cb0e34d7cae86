// The authorization of a loan's autopay: shown before signing and kept as signed, from the same figures.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { autopayAuthorization } from "@/lib/documents/autopay-authorization";
import { hashOf } from "@/lib/documents/store-document";
import { findSigner } from "@/lib/identity/signer";
import { d, toMoney } from "@/lib/money/money";
import type { ExternalAccount, Loan } from "@/prisma/generated/client";
import { loadPositions, termsOf } from "@/lib/lending/terms/loan-position";
import { priced } from "@/lib/lending/terms/loan-terms";

/** The text to sign for one of the borrower's accounts. */
export async function autopayText(
  tx: Tx,
  { loan, account, on }: { loan: Loan; account: ExternalAccount; on: IsoDate },
): Promise<string> {
  return (await textFor(tx, { loan, on }))(account);
}

/** What the texts for all accounts share is read once. */
async function textFor(tx: Tx, { loan, on }: { loan: Loan; on: IsoDate }) {
  const { legalName, userId } = await tx.borrower.findUniqueOrThrow({ where: { id: loan.borrowerId } });
  const signer = await findSigner(tx, userId, "borrower");
  const position = (await loadPositions(tx, [loan.id])).get(loan.id);
  const rows = position?.booked.rows ?? priced(termsOf(loan), d(loan.originationFee), on).rows;
  const shared = {
    borrowerName: legalName,
    signer: signer.company && signer.title ? { name: signer.name, title: signer.title } : null,
    loanNumber: loan.number,
    agreedOn: on,
    isPaidOut: position !== undefined,
    installments: rows
      .filter(({ dueOn }) => dueOn >= on)
      .map(({ number, dueOn, payment }) => ({ number, dueOn, amount: toMoney(payment) })),
  };
  return ({ bankName, accountType, accountNumberLast4: last4 }: ExternalAccount): string =>
    autopayAuthorization({ ...shared, account: { bankName, accountType, last4 } });
}

export type AutopayOffer = {
  /** What has to be typed to sign. */
  signerName: string;
  /** The authorization in force. */
  current: { documentId: string; accountId: string; signedOn: IsoDate } | null;
  /** What would be signed, by bank account. */
  texts: { accountId: string; text: string; sha256: string }[];
};

/** What the borrower reads before autopay is turned on, for each account that works. */
export async function getAutopayOffer(borrowerId: string, loanId: string): Promise<AutopayOffer> {
  const loan = await db.loan.findFirst({
    where: { id: loanId, borrowerId },
    include: { borrower: true, authorizations: { where: { revokedAt: null } } },
  });
  if (!loan) return { signerName: "", current: null, texts: [] };
  const { name: signerName } = await findSigner(db, loan.borrower.userId, "borrower");
  const accounts = await db.externalAccount.findMany({
    where: { userId: loan.borrower.userId, status: "ACTIVE" },
    orderBy: { createdAt: "asc" },
  });
  const on = await businessDate();
  const textOf = await textFor(db, { loan, on });
  const texts = accounts.map((account) => {
    const text = textOf(account);
    return { accountId: account.id, text, sha256: hashOf(text) };
  });
  const [open] = loan.isAutopay ? loan.authorizations : [];
  const current = open
    ? { documentId: open.documentId, accountId: open.externalAccountId, signedOn: fromDbDate(open.signedOn) }
    : null;
  return { signerName, current, texts };
}

/** When and why a signed authorization ended; null while it is in force. The caller has checked whose document it is. */
export async function getRevocation(
  documentId: string,
): Promise<{ on: IsoDate; at: string; because: string } | null> {
  const row = await db.autopayAuthorization.findUnique({ where: { documentId } });
  if (!row?.revokedOn || !row.revokedAt || row.revokedBecause === null) return null;
  return { on: fromDbDate(row.revokedOn), at: row.revokedAt.toISOString(), because: row.revokedBecause };
}
