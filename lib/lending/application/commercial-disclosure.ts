// The disclosure that a business gets with each offer and signs before the agreement.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { textOf } from "@/lib/documents/issued/render";
import { DomainError } from "@/lib/errors";
import { dollars } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";

/** Of the text that is signed; the template's version. */
export const COMMERCIAL_DISCLOSURE_VERSION = "commercial-disclosure-1";
const AT_ONCE = 500;
const disclosureKey = (offerId: string) => `commercial-disclosure:${offerId}`;

/**
 * Issues the disclosure of every open offer to a business that has none: of one application when its offers are made, of all in the job.
 *
 * @returns how many
 */
export async function discloseOffers(
  tx: Tx,
  { on, applicationId }: { on: IsoDate; applicationId?: string },
): Promise<number> {
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT o.id FROM offers o JOIN loan_applications a ON a.id = o.application_id JOIN borrowers b ON b.id = a.borrower_id
     WHERE o.status = 'OPEN' AND b.kind = 'BUSINESS'
       AND ${applicationId ? Prisma.sql`a.id = ${applicationId}` : Prisma.sql`true`}
       AND NOT EXISTS (SELECT 1 FROM issued_documents i WHERE i.issue_key = ${disclosureKey("")} || o.id)
     ORDER BY o.id LIMIT ${AT_ONCE}`;
  if (ids.length === 0) return 0;
  const offers = await tx.offer.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    include: { application: { include: { borrower: { include: { user: { select: { email: true } } } } } } },
    orderBy: { id: "asc" },
  });
  const issued = await issueDocuments(tx, {
    on,
    requests: offers.map(({ application, ...offer }) => ({
      kind: "commercial-disclosure",
      key: disclosureKey(offer.id),
      userId: application.borrower.userId,
      subjectType: "offer",
      subjectId: offer.id,
      title: `Commercial financing disclosure, ${dollars(offer.amount.toFixed(2))} over ${offer.termMonths} months`,
      facts: {
        recipient: { company: application.borrower.legalName, email: application.borrower.user.email },
        applicationNumber: application.number,
        expiresOn: fromDbDate(offer.expiresOn),
        principal: offer.amount.toFixed(2),
        originationFee: offer.originationFee.toFixed(2),
        amountFinanced: offer.amountFinanced.toFixed(2),
        apr: offer.apr.toFixed(2),
        annualRate: offer.annualRate.toString(),
        financeCharge: offer.financeCharge.toFixed(2),
        totalOfPayments: offer.totalOfPayments.toFixed(2),
        termMonths: offer.termMonths,
        monthlyPayment: offer.monthlyPayment.toFixed(2),
        lastPayment: offer.lastPayment.toFixed(2),
      },
    })),
  });
  return issued.length;
}

/** The disclosure of an offer as it is read and signed; null where none was issued. */
export async function findDisclosure(tx: Tx, offerId: string): Promise<{ id: string; text: string } | null> {
  const row = await tx.issuedDocument.findUnique({ where: { issueKey: disclosureKey(offerId) } });
  return row && { id: row.id, text: textOf(row) };
}

/** @throws DomainError "unavailable" while the disclosure of an offer of before this was asked for is being issued */
export async function requireDisclosure(tx: Tx, offerId: string): Promise<{ text: string }> {
  const found = await findDisclosure(tx, offerId);
  if (found) return found;
  throw new DomainError(
    "unavailable",
    "The disclosure of this offer is being prepared. Reload the page in a minute, read it, and sign then.",
  );
}
