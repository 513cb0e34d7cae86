// An offer was affordable when it was made. Whether it still is, is asked again when it is accepted.
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { inTransaction, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, formatMoney } from "@/lib/money/money";
import { notify } from "@/lib/notifications/notify";
import type { LoanApplication, Offer } from "@/prisma/generated/client";
import { assess, assessFor } from "./assess";
import { creditReportSchema } from "./credit-report";
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

/** The trail names each rule with its figure for the staff, and the borrower is notified with the reasons. */
export async function recordUnaffordable({ refusal, message }: UnaffordableOffer): Promise<void> {
  const { offer, findings, on } = refusal;
  const { applicationId } = offer;
  await inTransaction(async (tx) => {
    const { borrower } = await tx.loanApplication.findUniqueOrThrow({
      where: { id: applicationId },
      select: { borrower: { select: { userId: true } } },
    });
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
