import { recordAudits } from "@/lib/audit/record-audit";
import type { IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import type { Tx } from "@/lib/db";
import { notifyEach } from "@/lib/notifications/notify";
import { sqlRows } from "@/lib/sql-rows";
import type { Loan } from "@/prisma/generated/client";
import { loanPath, usersOf } from "@/lib/lending/terms/find-loan";

export type Revocation = {
  loanId: string;
  on: IsoDate;
  /** One sentence for the borrower. */
  because: string;
  /** The person who did it; absent: the system. */
  by?: string;
};

/**
 * Ends the authorizations in force of these loans and turns their autopay off. Nobody is notified. Of several reasons for one loan the
 * first counts.
 *
 * @returns the loans whose autopay was on, with the reason
 */
export async function revokeAutopay(
  tx: Tx,
  revocations: readonly Revocation[],
): Promise<(Loan & Revocation)[]> {
  if (revocations.length === 0) return [];
  const byLoan = new Map(revocations.toReversed().map((each) => [each.loanId, each]));
  const ended = await tx.loan.updateManyAndReturn({
    where: { id: { in: [...byLoan.keys()] }, isAutopay: true },
    data: { isAutopay: false },
  });
  await tx.$executeRaw`
    UPDATE autopay_authorizations a
       SET revoked_on = revoked.revoked_on, revoked_at = ${now()}, revoked_because = revoked.because
      FROM ${sqlRows(
        "revoked",
        { loan_id: "text", revoked_on: "date", because: "text" },
        [...byLoan.values()].map(({ loanId, on, because }) => ({ loan_id: loanId, revoked_on: on, because })),
      )}
     WHERE a.loan_id = revoked.loan_id AND a.revoked_at IS NULL`;
  const revoked = ended.map((loan) => ({ ...loan, ...byLoan.get(loan.id)! }));
  await recordAudits(
    tx,
    revoked.map(({ id, on, because, by = null }) => ({
      actorUserId: by,
      action: "loan.revoke-autopay",
      subjectType: "loan",
      subjectId: id,
      detail: { because },
      businessDate: on,
    })),
  );
  return revoked;
}

/** Turns autopay off because of what a bank did, and notifies the borrowers: it stays off until they sign an authorization. */
export async function stopAutopay(tx: Tx, revocations: readonly Revocation[]): Promise<void> {
  const ended = await revokeAutopay(tx, revocations);
  if (ended.length === 0) return;
  const userOf = await usersOf(
    tx,
    ended.map(({ borrowerId }) => borrowerId),
  );
  await notifyEach(
    tx,
    ended.map(({ id, number, borrowerId, because, on }) => ({
      userId: userOf(borrowerId),
      kind: "autopay-off",
      title: `Autopay for loan ${number} is off`,
      body: `${because} Nothing more will be collected automatically. Make each payment yourself, or sign a new authorization on the loan's page.`,
      href: loanPath(id),
      datedOn: on,
    })),
  );
}
