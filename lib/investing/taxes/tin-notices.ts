// What the IRS reports about numbers: a notice that name and number do not match, and its end.
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { notify } from "@/lib/notifications/notify";

export const TAX_PAGE = "/investor/tax";

/**
 * Records a notice of the IRS about a payee: tax is withheld from their interest until it is resolved, and they are asked for a new
 * certification.
 *
 * @throws DomainError "not-found" for somebody who does not invest; "already-exists" while one of its kind is open
 */
export async function recordTinNotice({
  userId,
  isSecond,
  staffId,
}: {
  userId: string;
  isSecond: boolean;
  staffId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const investor = await tx.investor.findUnique({ where: { userId }, select: { id: true } });
    if (!investor) throw new DomainError("not-found", "This person does not invest.");
    const latest = await tx.taxCertification.findFirst({ where: { userId }, orderBy: { number: "desc" } });
    const afterNumber = latest?.number ?? 0;
    const open = await tx.tinNotice.count({ where: { userId, isSecond, afterNumber, resolvedOn: null } });
    if (open > 0)
      throw new DomainError("already-exists", "This notice is recorded already and is still open.");
    const on = await businessDate(tx);
    await tx.tinNotice.create({
      data: {
        ...{ id: newId("tinn"), userId, isSecond, afterNumber, recordedById: staffId },
        receivedOn: toDbDate(on),
      },
    });
    await notify(tx, {
      userId,
      kind: "tin-notice",
      title: "The IRS could not match your taxpayer identification number",
      body: isSecond
        ? "This is the second notice. Send us the validation that the Social Security Administration or the IRS gives you. Until then, we must withhold 24% of your interest."
        : "Check your name and number and certify them again. Until then, we must withhold 24% of your interest.",
      href: TAX_PAGE,
      datedOn: on,
    });
    await recordAudit(tx, {
      actorUserId: staffId,
      action: "user.record-tin-notice",
      subjectType: "user",
      subjectId: userId,
      detail: { second: isSecond },
      businessDate: on,
    });
  });
}

/**
 * Ends a notice, because the number was validated.
 *
 * @throws DomainError "not-found"; "wrong-state" when it was ended before
 */
export async function resolveTinNotice({
  noticeId,
  staffId,
}: {
  noticeId: string;
  staffId: string;
}): Promise<void> {
  await inTransaction(async (tx) => {
    const on = await businessDate(tx);
    const notice = await tx.tinNotice.findUnique({ where: { id: noticeId } });
    if (!notice) throw new DomainError("not-found", "Notice not found.");
    const { count } = await tx.tinNotice.updateMany({
      where: { id: noticeId, resolvedOn: null },
      data: { resolvedOn: toDbDate(on), resolvedById: staffId },
    });
    if (count === 0) throw new DomainError("wrong-state", "This notice is resolved already.");
    await recordAudit(tx, {
      actorUserId: staffId,
      action: "user.resolve-tin-notice",
      subjectType: "user",
      subjectId: notice.userId,
      detail: { second: notice.isSecond },
      businessDate: on,
    });
  });
}
