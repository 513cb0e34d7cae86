// Documents that an event calls for: the copy of what was signed, the letter that a loan is paid, and the notice before maturity. Each query finds what has none yet, so that a missed run is made up for by the next.
import { addDays, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { DocumentRequest } from "@/lib/documents/issued/issue";
import { project } from "@/lib/investing/projection";
import { d, sum, toMoney } from "@/lib/money/money";
import { RAILS } from "@/lib/payments/rails";
import { Prisma } from "@/prisma/generated/client";
import { AT_ONCE, hasNone, type Id } from "./waiting";

const MATURITY_NOTICE_DAYS = 30;

const signedCopyKey = (id: string) => `signed-copy:${id}`;
const paidInFullKey = (loanId: string, closedOn: IsoDate) => `paid-in-full:${loanId}:${closedOn}`;
const maturityKey = (id: string) => `maturity-notice:${id}`;

const TITLES: Readonly<Record<string, string>> = {
  "loan-agreement": "Loan agreement",
  "commercial-disclosure": "Commercial financing disclosure",
  "investment-agreement": "Investment agreement",
  "maturity-instruction": "Instruction for maturity",
  "credit-check-consent": "Consent to a credit check",
  "business-certification": "Certification for a business",
  "autopay-authorization": "Authorization for automatic payments",
  "e-sign-consent": "Consent to electronic documents",
};

/** Copies of what was signed, for the signer's records. */
export async function signedCopies(tx: Tx): Promise<DocumentRequest[]> {
  const ids = await tx.$queryRaw<Id[]>`
    SELECT s.id FROM signed_documents s
     WHERE ${hasNone(Prisma.sql`${signedCopyKey("")} || s.id`)} ORDER BY s.id LIMIT ${AT_ONCE}`;
  const rows = await tx.signedDocument.findMany({ where: { id: { in: ids.map(({ id }) => id) } } });
  return rows.map((row) => ({
    kind: "signed-copy",
    key: signedCopyKey(row.id),
    userId: row.userId,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    title: `${TITLES[row.kind] ?? "Document"}, signed`,
    facts: {
      title: TITLES[row.kind] ?? "Document",
      body: row.body,
      sha256: row.sha256,
      textVersion: row.templateVersion,
      signedName: row.signedName,
      signedFor: row.signedFor && row.signerTitle ? { company: row.signedFor, title: row.signerTitle } : null,
      signedOn: fromDbDate(row.signedOn),
      signedAt: row.signedAt.toISOString(),
      isTyped: row.kind !== "e-sign-consent",
    },
  }));
}

/** Letters about loans that were paid in full; a loan that was opened again and paid again gets another. */
export async function paidInFull(tx: Tx): Promise<DocumentRequest[]> {
  const ids = await tx.$queryRaw<Id[]>`
    SELECT l.id FROM loans l
     WHERE l.status = 'CLOSED' AND l.closed_on IS NOT NULL AND l.disbursed_on IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM charge_offs c WHERE c.loan_id = l.id)
       AND ${hasNone(Prisma.sql`${paidInFullKey("", "").slice(0, -1)} || l.id || ':' || l.closed_on::text`)}
     ORDER BY l.number LIMIT ${AT_ONCE}`;
  const loans = await tx.loan.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    include: {
      borrower: { include: { user: { select: { email: true } } } },
      repayments: { where: { status: "POSTED" }, orderBy: [{ postedOn: "asc" }, { id: "asc" }] },
    },
  });
  const orders = await tx.paymentOrder.findMany({
    where: { id: { in: loans.flatMap(({ repayments }) => repayments.at(-1)?.paymentOrderId ?? []) } },
    select: { id: true, rail: true, settledOn: true },
  });
  const orderOf = new Map(orders.map((order) => [order.id, order]));
  return loans.map((loan) => {
    const closedOn = fromDbDate(loan.closedOn!);
    const last = orderOf.get(loan.repayments.at(-1)?.paymentOrderId ?? "");
    const returnDays = last ? RAILS[last.rail].returnDays : null;
    // Interest charged when the loan was closed is in the payment's principal or interest as it was booked.
    const paid = (part: "principal" | "interest") =>
      toMoney(sum(loan.repayments.map((repayment) => d(repayment[part]))));
    return {
      kind: "paid-in-full",
      key: paidInFullKey(loan.id, closedOn),
      userId: loan.borrower.userId,
      subjectType: "loan",
      subjectId: loan.id,
      title: `Loan ${loan.number} is paid in full`,
      facts: {
        borrower: { name: loan.borrower.legalName, email: loan.borrower.user.email },
        loanNumber: loan.number,
        disbursedOn: fromDbDate(loan.disbursedOn!),
        closedOn,
        principal: loan.principal.toFixed(2),
        principalPaid: paid("principal"),
        interestPaid: paid("interest"),
        finalOn:
          returnDays === null ? null : addDays(fromDbDate(last?.settledOn ?? loan.closedOn!), returnDays),
      },
      notice: {
        title: `Loan ${loan.number} is paid in full`,
        body: "The letter that confirms it is under Documents.",
        href: "/borrower/documents",
      },
    };
  });
}

/** Notices of investments that mature within 30 days. */
export async function maturityNotices(tx: Tx, on: IsoDate): Promise<DocumentRequest[]> {
  const ids = await tx.$queryRaw<Id[]>`
    SELECT v.id FROM investments v
     WHERE v.status = 'ACTIVE' AND v.matures_on > ${on}::date AND v.matures_on <= ${addDays(on, MATURITY_NOTICE_DAYS)}::date
       AND ${hasNone(Prisma.sql`${maturityKey("")} || v.id`)} ORDER BY v.number LIMIT ${AT_ONCE}`;
  const rows = await tx.investment.findMany({
    where: { id: { in: ids.map(({ id }) => id) }, maturesOn: { gt: toDbDate(on) } },
    include: { investor: { include: { user: { select: { id: true, name: true, email: true } } } } },
  });
  const accounts = await tx.externalAccount.findMany({
    where: { id: { in: rows.map(({ externalAccountId }) => externalAccountId) } },
    select: { id: true, bankName: true, accountNumberLast4: true },
  });
  const accountOf = new Map(accounts.map((account) => [account.id, account]));
  return rows.map((row) => {
    const { user } = row.investor;
    const account = accountOf.get(row.externalAccountId);
    const { maturityAmount } = project({
      principal: row.principal.toFixed(2),
      annualRate: row.annualRate.toString(),
      termMonths: row.termMonths,
      startedOn: row.startedOn && fromDbDate(row.startedOn),
    });
    return {
      kind: "maturity-notice",
      key: maturityKey(row.id),
      userId: user.id,
      subjectType: "investment",
      subjectId: row.id,
      title: `Investment ${row.number} matures soon`,
      facts: {
        investor: { name: user.name, email: user.email },
        investmentNumber: row.number,
        annualRate: row.annualRate.toString(),
        termMonths: row.termMonths,
        maturesOn: fromDbDate(row.maturesOn!),
        principal: row.principal.toFixed(2),
        interest: toMoney(d(maturityAmount).minus(d(row.principal))),
        total: maturityAmount,
        account: { bankName: account?.bankName ?? "", last4: account?.accountNumberLast4 ?? "" },
      },
      notice: {
        title: `Investment ${row.number} matures soon`,
        body: "The notice with the payout is under Documents.",
        href: "/investor/documents",
      },
    };
  });
}
