import { recordAudits } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { notifyEach } from "@/lib/notifications/notify";
import type { Loan } from "@/prisma/generated/client";
import { loanPath, usersOf } from "@/lib/lending/terms/find-loan";

/** Ends the authorizations in force of these loans and turns their autopay off. Nobody is notified. */
export async function revokeAutopay(
  tx: Tx,
  {
    loanIds,
    on,
    because,
    by = null,
  }: { loanIds: string[]; on: IsoDate; because: string; by?: string | null },
): Promise<Loan[]> {
  const ended = await tx.loan.updateManyAndReturn({
    where: { id: { in: loanIds }, isAutopay: true },
    data: { isAutopay: false },
  });
  const revoked = { revokedOn: toDbDate(on), revokedAt: now(), revokedBecause: because };
  await tx.autopayAuthorization.updateMany({
    where: { loanId: { in: loanIds }, revokedAt: null },
    data: revoked,
  });
  await recordAudits(
    tx,
    ended.map(({ id }) => ({
      actorUserId: by,
      action: "loan.revoke-autopay",
      subjectType: "loan",
      subjectId: id,
      detail: { because },
      businessDate: on,
    })),
  );
  return ended;
}

/**
 * Turns autopay off because of what a bank did, and notifies the borrowers: it stays off until they sign an authorization.
 *
 * @param because one sentence for the borrower
 */
export async function stopAutopay(
  tx: Tx,
  { loanIds, on, because }: { loanIds: string[]; on: IsoDate; because: string },
): Promise<void> {
  const ended = await revokeAutopay(tx, { loanIds, on, because });
  if (ended.length === 0) return;
  const userOf = await usersOf(
    tx,
    ended.map(({ borrowerId }) => borrowerId),
  );
  await notifyEach(
    tx,
    ended.map(({ id, number, borrowerId }) => ({
      userId: userOf(borrowerId),
      kind: "autopay-off",
      title: `Autopay for loan ${number} is off`,
      body: `${because} Nothing more will be collected automatically. Make each payment yourself, or sign a new authorization on the loan's page.`,
      href: loanPath(id),
      datedOn: on,
    })),
  );
}
