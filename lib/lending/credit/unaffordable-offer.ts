// An offer was affordable when it was made. Whether it still is, is asked again when it is accepted.
import { recordAudit } from "@/lib/audit/record-audit";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction, type Tx } from "@/lib/db";
import { issueDocuments } from "@/lib/documents/issued/issue";
import { DomainError } from "@/lib/errors";
import { d, formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { LoanApplication, Offer, Prisma } from "@/prisma/generated/client";
import { assess, assessFor } from "./assess";
import { creditReportSchema } from "./credit-report";
import { declineLetter } from "./decline-letter";
import { reasonWords } from "./decline-reasons";
import { factsOf } from "./facts";
import { obligationsOf } from "./obligations";
import { topReasons, type Finding } from "./underwriting";

/** The step of the trail in which an acceptance was refused. */
const ACCEPTANCE_STEP = "acceptance";

export class UnaffordableOffer extends DomainError {
  readonly refusal: { offer: Offer; findings: Finding[]; on: IsoDate };

  constructor(refusal: UnaffordableOffer["refusal"]) {
    const reasons = topReasons(refusal.findings).map(reasonWords).join("; ");
    super(
      "not-allowed",
      `We can no longer make this loan because your circumstances have changed since we offered it. The reason: ${reasons}. You can choose an offer with a smaller payment, or apply again once you owe less.`,
    );
    this.refusal = refusal;
  }
}

/** @throws UnaffordableOffer when a rule of the policy forbids the loan today */
export async function refuseUnaffordable(
  tx: Tx,
  {
    offer,
    application,
    accounts,
    on,
  }: { offer: Offer; application: LoanApplication; accounts: string[]; on: IsoDate },
): Promise<void> {
  const owed = await obligationsOf(tx, accounts);
  const report = creditReportSchema.safeParse(application.creditReport);
  const applying = factsOf(application, { report: report.success ? report.data : null, owed, on });
  const proposal = {
    amount: d(offer.amount),
    termMonths: offer.termMonths,
    monthlyPayment: d(offer.monthlyPayment),
  };
  const findings = [...assess(applying), ...assessFor(applying, proposal)].filter(
    ({ isKnockOut }) => isKnockOut,
  );
  if (findings.length > 0) throw new UnaffordableOffer({ offer, findings, on });
}

/** The notice of adverse action on an accepted offer: 12 CFR 1002.9(a)(1)(i). One per offer, however often it is accepted. */
function noticeOf({ offer, findings, on }: UnaffordableOffer["refusal"], application: Applied) {
  const { number, borrower, submittedOn, creditReport } = application;
  const report = creditReportSchema.safeParse(creditReport);
  const letter = declineLetter({
    isBusiness: borrower.kind === "BUSINESS",
    legalName: borrower.legalName,
    reasons: topReasons(findings).map(reasonWords),
    report: report.success ? report.data : null,
    decidedOn: on,
  });
  const amount = formatMoney(offer.amount.toFixed(2), { currency: "$" });
  return {
    ...{ kind: "adverse-action", key: `refused-offer:${offer.id}`, userId: borrower.userId },
    ...{ subjectType: "offer", subjectId: offer.id },
    title: "We could not make the loan you accepted",
    facts: {
      applicant: { name: borrower.legalName, email: borrower.user.email },
      applicationNumber: number,
      submittedOn: submittedOn ? fromDbDate(submittedOn) : on,
      decidedOn: on,
      amountAsked: offer.amount.toFixed(2),
      largestOffer: null,
      letter: {
        ...letter,
        opening: `You accepted our offer of ${amount} over ${offer.termMonths} months. We can no longer make this loan, because your circumstances have changed since we offered it. Other offers of your application remain open until their last day.`,
      },
    },
    notice: {
      title: "A notice about the offer you accepted is ready",
      body: "It states our decision and its reasons. You can read and save it under Documents.",
      href: "/borrower/documents",
    },
  };
}

type Applied = Prisma.LoanApplicationGetPayload<{
  include: { borrower: { include: { user: { select: { email: true } } } } };
}>;

/** The trail names each rule with its figure for the staff, and the borrower is notified with the reasons. */
export async function recordUnaffordable({ refusal, message }: UnaffordableOffer): Promise<void> {
  const { offer, findings, on } = refusal;
  const { applicationId } = offer;
  await inTransaction(async (tx) => {
    const application = await tx.loanApplication.findUniqueOrThrow({
      where: { id: applicationId },
      include: { borrower: { include: { user: { select: { email: true } } } } },
    });
    const { borrower } = application;
    await issueDocuments(tx, { on, requests: [noticeOf(refusal, application)] });
    await tx.applicationEvent.create({
      data: {
        applicationId,
        businessDate: toDbDate(on),
        step: ACCEPTANCE_STEP,
        outcome: "refused",
        detail: {
          offer: `${formatMoney(offer.amount.toFixed(2))} over ${offer.termMonths} months`,
          monthlyPayment: offer.monthlyPayment.toFixed(2),
          ...Object.fromEntries(findings.map(({ rule, figure }) => [rule, figure])),
        },
      },
    });
    await notify(tx, {
      userId: borrower.userId,
      kind: "offer-refused",
      title: "We could not make the loan you accepted",
      body: message,
      href: `/borrower/applications/${applicationId}`,
      datedOn: on,
    });
    await recordAudit(tx, {
      actorUserId: borrower.userId,
      action: "offer.refuse",
      subjectType: "application",
      subjectId: applicationId,
      detail: { offerId: offer.id, reasons: topReasons(findings) },
      businessDate: on,
    });
  });
}
