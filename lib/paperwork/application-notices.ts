// Notices of decisions on applications. Each query finds what has none yet, so that a missed run is made up for by the next.
import { fromDbDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import type { DocumentRequest } from "@/lib/documents/issued/issue";
import { creditReportSchema } from "@/lib/lending/credit/credit-report";
import { declineLetter } from "@/lib/lending/credit/decline-letter";
import { reasonWords } from "@/lib/lending/credit/decline-reasons";
import { d, toMoney } from "@/lib/money/money";
import { Prisma } from "@/prisma/generated/client";
import { AT_ONCE, hasNone, type Id } from "./waiting";

/** A notice needs no more than the four principal reasons: 12 CFR 1002.9, comment 9(b)(2)-1. */
const MOST_REASONS = 4;

const adverseActionKey = (id: string) => `adverse-action:${id}`;
const counterofferKey = (id: string) => `counteroffer:${id}`;

/** Whether every offer of an application `a` is below the amount that was asked for. */
const IS_OFFERED_LESS = Prisma.sql`a.amount > (SELECT max(o.amount) FROM offers o WHERE o.application_id = a.id)`;

const NOTICE = {
  title: "A notice about your application is ready",
  body: "It states our decision and its reasons. You can read and save it under Documents.",
  href: "/borrower/documents",
};

/**
 * Counteroffers to applicants whom we offer less than they asked for, with the notice of adverse action in them: if they take no offer, no
 * further notice is due.
 */
export async function counteroffers(tx: Tx): Promise<DocumentRequest[]> {
  const ids = await tx.$queryRaw<Id[]>`
    SELECT a.id FROM loan_applications a
     WHERE a.status = 'OFFERED' AND ${IS_OFFERED_LESS}
       AND a.decided_on IS NOT NULL AND ${hasNone(Prisma.sql`${counterofferKey("")} || a.id`)}
     ORDER BY a.number LIMIT ${AT_ONCE}`;
  return (await load(tx, ids)).map((row) => {
    const letter = letterOf(row);
    const offers = row.offers.toSorted((a, b) => d(b.amount).cmp(d(a.amount)) || a.termMonths - b.termMonths);
    return {
      ...requestOf(row, { kind: "counteroffer", key: counterofferKey(row.id) }),
      title: "We can offer you less than you asked for",
      facts: {
        ...applicationFacts(row),
        offers: offers.map((offer) => ({
          amount: offer.amount.toFixed(2),
          termMonths: offer.termMonths,
          apr: offer.apr.toFixed(2),
          monthlyPayment: offer.monthlyPayment.toFixed(2),
          totalOfPayments: offer.totalOfPayments.toFixed(2),
        })),
        expiresOn: fromDbDate(offers[0]!.expiresOn),
        letter: {
          ...letter,
          opening:
            "Thank you for applying. We have reviewed your application. We cannot offer the amount you asked for, but we can offer you less.",
        },
      },
    };
  });
}

/**
 * Notices to applicants whom we declined, or offered less than they asked for and who took none of it, where the counteroffer did not
 * come with its notice.
 */
export async function adverseActions(tx: Tx): Promise<DocumentRequest[]> {
  const ids = await tx.$queryRaw<Id[]>`
    SELECT a.id FROM loan_applications a
     WHERE (a.status = 'DECLINED'
            OR a.status = 'EXPIRED' AND ${IS_OFFERED_LESS} AND ${hasNone(Prisma.sql`${counterofferKey("")} || a.id`)})
       AND a.decided_on IS NOT NULL AND ${hasNone(Prisma.sql`${adverseActionKey("")} || a.id`)}
     ORDER BY a.number LIMIT ${AT_ONCE}`;
  return (await load(tx, ids)).map((row) => {
    const largest = row.offers.map(({ amount }) => d(amount)).toSorted((a, b) => b.comparedTo(a))[0] ?? null;
    const letter = letterOf(row);
    return {
      ...requestOf(row, { kind: "adverse-action", key: adverseActionKey(row.id) }),
      title: largest ? "Our decision on the amount you asked for" : "Decision on your application",
      facts: {
        ...applicationFacts(row),
        largestOffer: largest && toMoney(largest),
        letter: largest
          ? {
              ...letter,
              opening:
                "We could not approve the amount you asked for and offered you less. You did not accept an offer before the last day, so the application is closed.",
            }
          : letter,
      },
    };
  });
}

type Decided = Prisma.LoanApplicationGetPayload<{
  include: { borrower: { include: { user: { select: { email: true } } } }; offers: true };
}>;

function load(tx: Tx, ids: readonly Id[]): Promise<Decided[]> {
  return tx.loanApplication.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    include: { borrower: { include: { user: { select: { email: true } } } }, offers: true },
  });
}

function requestOf({ id, borrower }: Decided, { kind, key }: { kind: string; key: string }) {
  const { userId } = borrower;
  return { kind, key, userId, subjectType: "application", subjectId: id, notice: NOTICE };
}

function applicationFacts({ borrower, number, submittedOn, decidedOn, amount }: Decided) {
  return {
    applicant: { name: borrower.legalName, email: borrower.user.email },
    applicationNumber: number,
    submittedOn: fromDbDate(submittedOn ?? decidedOn!),
    decidedOn: fromDbDate(decidedOn!),
    amountAsked: amount!.toFixed(2),
  };
}

function letterOf({ borrower, declineReasons, creditReport, decidedOn }: Decided) {
  const report = creditReportSchema.safeParse(creditReport);
  return declineLetter({
    isBusiness: borrower.kind === "BUSINESS",
    legalName: borrower.legalName,
    reasons: declineReasons.slice(0, MOST_REASONS).map(reasonWords),
    report: report.success ? report.data : null,
    decidedOn: fromDbDate(decidedOn!),
  });
}
