import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { lockApplication } from "./submit-application";

/**
 * The borrower withdraws: a draft, a submitted application or open offers are closed.
 *
 * @throws DomainError "not-found" for an application of someone else, "wrong-state" when there is nothing left to withdraw
 */
export async function withdrawApplication({
  borrowerId,
  applicationId,
}: {
  borrowerId: string;
  applicationId: string;
}) {
  await inTransaction(async (tx) => {
    const application = await lockApplication(tx, applicationId);
    if (application?.borrowerId !== borrowerId) throw new DomainError("not-found", "Application not found.");
    if (application.status === "WITHDRAWN") return;
    if (!["DRAFT", "SUBMITTED", "OFFERED"].includes(application.status)) {
      throw new DomainError("wrong-state", "This application is already closed.");
    }
    const on = await businessDate(tx);
    await tx.loanApplication.update({ where: { id: applicationId }, data: { status: "WITHDRAWN" } });
    await tx.offer.updateMany({ where: { applicationId, status: "OPEN" }, data: { status: "CLOSED" } });
    await tx.applicationEvent.create({
      data: {
        applicationId,
        businessDate: toDbDate(on),
        step: "withdrawn",
        outcome: "by the borrower",
        detail: {},
      },
    });
    const { userId } = await tx.borrower.findUniqueOrThrow({
      where: { id: borrowerId },
      select: { userId: true },
    });
    const subject = { subjectType: "application", subjectId: applicationId, businessDate: on };
    await recordAudit(tx, { actorUserId: userId, action: "application.withdraw", ...subject });
  });
}
