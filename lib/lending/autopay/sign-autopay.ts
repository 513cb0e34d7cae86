import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { AUTOPAY_AUTHORIZATION_VERSION } from "@/lib/documents/autopay-authorization";
import { signDocument } from "@/lib/documents/sign-document";
import { hashOf } from "@/lib/documents/store-document";
import { DomainError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { notify } from "@/lib/notifications/notify";
import { hasBreach } from "@/lib/payments/watch-return-rates";
import type { ExternalAccount, Loan } from "@/prisma/generated/client";
import { autopayText } from "./autopay-text";
import { loanPath } from "@/lib/lending/terms/find-loan";
import { revokeAutopay } from "./revoke-autopay";

/** What the borrower gives to turn autopay on. */
export type AutopaySignature = {
  signedName?: string | undefined;
  /** Hash of the text that was on the screen. */
  shownSha256?: string | undefined;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

/**
 * The borrower authorizes autopay of a locked loan from an account: the text is kept as it was signed, an earlier
 * authorization ends, and the borrower is notified where the copy is. Nothing is signed where one for this account is in
 * force. The caller turns the loan's autopay on.
 *
 * @throws DomainError field `signedName` when no name was typed; "wrong-state" while a return rate is in breach; "conflict" when the text is no longer the one shown
 */
export async function signAutopay(
  tx: Tx,
  {
    loan,
    account,
    userId,
    on,
    signature,
  }: { loan: Loan; account: ExternalAccount; userId: string; on: IsoDate; signature: AutopaySignature },
): Promise<void> {
  const inForce = await tx.autopayAuthorization.findFirst({ where: { loanId: loan.id, revokedAt: null } });
  if (loan.isAutopay && inForce?.externalAccountId === account.id) return;
  if (await hasBreach(tx))
    throw new DomainError(
      "wrong-state",
      "Autopay can't be turned on right now. Make your payments here, and turn autopay on later.",
    );
  const { signedName = "", shownSha256, ipAddress, userAgent } = signature;
  const body = await autopayText(tx, { loan, account, on });
  if (shownSha256 !== undefined && shownSha256 !== hashOf(body)) {
    throw new DomainError(
      "conflict",
      "The authorization has changed since this page was opened. Reload the page and read it again before you sign.",
    );
  }
  const document = await signDocument(tx, {
    kind: "autopay-authorization",
    templateVersion: AUTOPAY_AUTHORIZATION_VERSION,
    subjectType: "loan",
    subjectId: loan.id,
    ...{ userId, body, signedName, ipAddress, userAgent },
    signedOn: on,
  });
  await revokeAutopay(tx, [{ loanId: loan.id, on, because: "Another authorization was signed." }]);
  await tx.autopayAuthorization.create({
    data: {
      id: newId("aut"),
      loanId: loan.id,
      externalAccountId: account.id,
      documentId: document.id,
      signedOn: toDbDate(on),
    },
  });
  await recordAudit(tx, {
    actorUserId: userId,
    action: "loan.authorize-autopay",
    subjectType: "loan",
    subjectId: loan.id,
    detail: { documentId: document.id, sha256: document.sha256, externalAccountId: account.id },
    businessDate: on,
  });
  await notify(tx, {
    userId,
    kind: "autopay-on",
    title: `Autopay for loan ${loan.number} is on`,
    body: `You authorized debits from your account ending in ${account.accountNumberLast4}. Your copy of the authorization is on the loan's page, where you can also revoke it.`,
    href: loanPath(loan.id),
    datedOn: on,
  });
}
