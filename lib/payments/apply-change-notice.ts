import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import type { ExternalAccount } from "@/prisma/generated/client";
import {
  applyBy,
  correctionOf,
  isCorrection,
  refuseBy,
  type Correction,
  type Corrections,
} from "./change-notice";
import { reportShared } from "./external-accounts";
import { hashNumber, seal, unseal } from "./sealing";
import { isSandboxNumber } from "./sandbox-numbers";

export type AppliedNotice =
  | { state: "APPLIED"; newLast4: string | null }
  | { state: "REFUSED"; refusal: string }
  | { state: "NOT_OURS" };

/**
 * Corrects a bank account as its bank reports, at once: the next entry uses the new details. The account is another one at the
 * provider from then on; orders that were handed over keep theirs. Reported twice, it is applied once.
 *
 * @returns REFUSED with the reason when the notice cannot be applied; NOT_OURS when it corrects nothing of the account
 */
export async function applyChangeNotice(
  tx: Tx,
  notice: {
    account: ExternalAccount;
    paymentOrderId: string;
    returnId: string;
    code: string;
    corrections: Corrections;
    on: IsoDate;
  },
): Promise<AppliedNotice> {
  const { code, corrections, on, returnId, paymentOrderId } = notice;
  if (!isCorrection(code)) return { state: "NOT_OURS" };
  await tx.$queryRaw`SELECT 1 FROM external_accounts WHERE id = ${notice.account.id} FOR UPDATE`;
  const account = await tx.externalAccount.findUniqueOrThrow({ where: { id: notice.account.id } });
  const correction = correctionOf(code, corrections);
  const id = newId("eac");
  const common = {
    ...{ id, code, returnId, paymentOrderId, externalAccountId: account.id },
    oldLast4: account.accountNumberLast4,
    oldRoutingNumber: account.routingNumber,
    receivedOn: toDbDate(on),
    applyBy: toDbDate(applyBy(on)),
  };
  if (typeof correction === "string") {
    await tx.externalAccountChange.create({ data: { ...common, state: "REFUSED", refusal: correction } });
    return { state: "REFUSED", refusal: correction };
  }
  const { accountNumber, routingNumber, accountType } = correction;
  const newLast4 = accountNumber?.slice(-4) ?? null;
  await tx.externalAccountChange.create({
    data: {
      ...{ ...common, newLast4, state: "APPLIED", appliedOn: toDbDate(on) },
      newRoutingNumber: routingNumber ?? null,
      newAccountType: accountType ?? null,
      newNumberSealed: accountNumber ? seal(accountNumber, id) : null,
    },
  });
  await correct(tx, account, correction);
  return { state: "APPLIED", newLast4 };
}

async function correct(tx: Tx, account: ExternalAccount, correction: Correction) {
  const { id, userId } = account;
  const routingNumber = correction.routingNumber ?? account.routingNumber;
  const accountNumber = correction.accountNumber ?? unseal(account.accountNumberSealed, id);
  const numberHash = hashNumber({ routingNumber, accountNumber });
  const isShared =
    account.numberHash !== numberHash &&
    !isSandboxNumber(accountNumber) &&
    (await tx.externalAccount.count({ where: { numberHash, userId: { not: userId } } })) > 0;
  await tx.externalAccount.update({
    where: { id },
    data: {
      ...{ routingNumber, numberHash, providerId: null, version: { increment: 1 } },
      accountNumberSealed: seal(accountNumber, id),
      accountNumberLast4: accountNumber.slice(-4),
      ...(correction.accountType && { accountType: correction.accountType }),
      ...(isShared && {
        sharedAt: now(),
        reviewedAt: null,
        ...(account.status === "ACTIVE" && { status: "IN_REVIEW" }),
      }),
    },
  });
  if (isShared) await reportShared(tx, id);
}

export type ChangeNoticeView = {
  id: string;
  code: string;
  state: "APPLIED" | "REFUSED";
  userId: string;
  paymentOrderId: string;
  oldLast4: string;
  newLast4: string | null;
  oldRoutingNumber: string;
  newRoutingNumber: string | null;
  newAccountType: string | null;
  refusal: string | null;
  receivedOn: IsoDate;
  applyBy: IsoDate;
  refuseBy: IsoDate;
  appliedOn: IsoDate | null;
};

const NOTICES_SHOWN = 50;

/** The latest notifications of change, newest first. */
export async function listChangeNotices(): Promise<ChangeNoticeView[]> {
  const rows = await db.externalAccountChange.findMany({
    orderBy: [{ receivedOn: "desc" }, { createdAt: "desc" }, { id: "asc" }],
    take: NOTICES_SHOWN,
    omit: { newNumberSealed: true },
    include: { externalAccount: { select: { userId: true } } },
  });
  return rows.map(({ externalAccount, createdAt: _, returnId: __, externalAccountId: ___, ...row }) => {
    const receivedOn = fromDbDate(row.receivedOn);
    return {
      ...row,
      userId: externalAccount.userId,
      state: row.state as "APPLIED" | "REFUSED",
      receivedOn,
      applyBy: fromDbDate(row.applyBy),
      refuseBy: refuseBy(receivedOn),
      appliedOn: row.appliedOn && fromDbDate(row.appliedOn),
    };
  });
}
