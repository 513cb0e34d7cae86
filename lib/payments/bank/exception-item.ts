// What every way out of the queue needs: the exception with its line, locked, and the mark that it is resolved.
import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import type { BankException } from "@/prisma/generated/client";
import { lockLine } from "./bank-line-work";

export type ExceptionItem = {
  exception: BankException;
  lineId: string;
  /** Signed dollars: above zero came in. */
  amount: string;
  line: Awaited<ReturnType<typeof lockLine>>;
};

/** The ledger key of the one transaction that clears an exception. */
export const clearKey = (exceptionId: string) => `bank-exception:${exceptionId}`;

export async function resolve(
  tx: Tx,
  exceptionIds: string[],
  of: { userId: string; on: IsoDate; resolution: string; transactionId: string | null },
) {
  await tx.bankException.updateMany({
    where: { id: { in: exceptionIds } },
    data: {
      resolvedOn: toDbDate(of.on),
      resolvedById: of.userId,
      resolution: of.resolution,
      transactionId: of.transactionId === null ? null : BigInt(of.transactionId),
    },
  });
  for (const exceptionId of exceptionIds)
    await auditException(tx, {
      ...{ userId: of.userId, exceptionId, on: of.on, action: "bank-exception.resolve" },
      detail: { resolution: of.resolution },
    });
}

/** @throws DomainError "not-found"; "wrong-state" when it is resolved, or its money is being sent back */
export async function lockException(tx: Tx, exceptionId: string): Promise<ExceptionItem> {
  const found = await tx.bankException.findUnique({ where: { id: exceptionId } });
  if (!found || found.lineId === null) throw new DomainError("not-found", "Exception not found.");
  const lineId = String(found.lineId);
  const line = await lockLine(tx, lineId);
  const exception = await tx.bankException.findUniqueOrThrow({ where: { id: exceptionId } });
  if (exception.resolvedOn !== null)
    throw new DomainError("wrong-state", "This exception is resolved already. Reload the page.");
  const sending = await tx.bankSendBack.findFirst({ where: { exceptionId, state: "ASKED" } });
  if (sending)
    throw new DomainError(
      "wrong-state",
      "This money is being sent back. Wait until the bank has answered, then reload the page.",
    );
  return { exception, lineId, amount: line.amount, line };
}

/** One whose line is booked as unidentified. @throws DomainError as `lockException`; "wrong-state" when the line is not booked */
export async function lockBooked(tx: Tx, exceptionId: string): Promise<ExceptionItem> {
  const item = await lockException(tx, exceptionId);
  const booked = await tx.bankMatch.findFirst({
    where: { lineId: BigInt(item.lineId), undoneAt: null, targetType: "SUSPENSE" },
  });
  if (!booked)
    throw new DomainError(
      "wrong-state",
      "Book this line as unidentified first. Then it can be resolved here.",
    );
  return item;
}

export function auditException(
  tx: Tx,
  of: {
    userId: string;
    exceptionId: string;
    action:
      | "bank-exception.assign-owner"
      | "bank-exception.claim"
      | "bank-exception.resolve"
      | "bank-exception.send-back";
    on: IsoDate;
    detail?: Record<string, string>;
  },
) {
  return recordAudit(tx, {
    actorUserId: of.userId,
    action: of.action,
    subjectType: "bank-exception",
    subjectId: of.exceptionId,
    detail: of.detail ?? {},
    businessDate: of.on,
  });
}
