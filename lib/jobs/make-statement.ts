import { recordAudit } from "@/lib/audit/record-audit";
import { compare, formatDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { getBalances } from "@/lib/ledger/queries";
import { createStatement } from "@/lib/ledger/statements";

/**
 * Makes a statement of an account over business dates, both included and none after today.
 *
 * @returns its id
 * @throws DomainError "not-found"; "invalid" with the field "to"
 */
export async function makeStatement({
  userId,
  account,
  from,
  to,
}: {
  userId: string | null;
  account: string;
  from: IsoDate;
  to: IsoDate;
}): Promise<string> {
  return inTransaction(async (tx) => {
    if (!(await getBalances([account], {}, tx)).has(account))
      throw new DomainError("not-found", "Account not found.");
    const today = await businessDate(tx);
    if (compare(to, from) < 0)
      throw new DomainError("invalid", "Choose a last day on or after the first.", "to");
    if (compare(to, today) > 0)
      throw new DomainError("invalid", `Choose a last day no later than today, ${formatDate(today)}.`, "to");
    const id = await createStatement(tx, { account, from, to });
    await recordAudit(tx, {
      actorUserId: userId,
      action: "ledger-account.make-statement",
      subjectType: "ledger-account",
      subjectId: account,
      detail: { statement: id, from, to },
      businessDate: today,
    });
    return id;
  });
}
