// Debits by autopay against the amounts in the authorization that was signed.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { chunksOf } from "@/lib/chunks";
import type { Tx } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { d } from "@/lib/money/money";
import { functionRule, type Finding } from "./rule";

const AT_ONCE = 1000;
const DEBIT_ROW = /^ *(\d+) {3,}[A-Z][a-z]{2} \d{1,2}, \d{4} {3,}([\d,]+\.\d{2})$/gm;

/**
 * The amounts that a signed authorization lists, by installment. Pure.
 *
 * @example authorizedAmounts("  1   Feb 5, 2026   466.67").get(1) // "466.67"
 */
export function authorizedAmounts(body: string): ReadonlyMap<number, string> {
  return new Map(
    [...body.matchAll(DEBIT_ROW)].map(([, number, amount]) => [Number(number), amount!.replaceAll(",", "")]),
  );
}

export const AUTOPAY_AMOUNTS = functionRule(
  {
    id: "autopay-amount",
    promise: "A debit by autopay is never more than the amount of its installment in the authorization.",
    citation: "12 CFR 1005.10(d)(2)",
    decidedBy: "lib/regulations/autopay-amounts.ts",
  },
  async (tx) => {
    const debits = await tx.repayment.findMany({
      where: { isAutopay: true, installmentNumber: { not: null }, status: { in: ["PENDING", "POSTED"] } },
      select: { id: true, loanId: true, amount: true, installmentNumber: true, submittedOn: true },
      orderBy: { id: "asc" },
    });
    const findings: Finding[] = [];
    let checked = 0;
    for (const some of chunksOf(debits, AT_ONCE)) {
      const outcome = await judge(tx, some);
      checked += outcome.checked;
      findings.push(...outcome.findings);
    }
    return { checked, findings };
  },
);

type Debit = {
  id: string;
  loanId: string;
  amount: { toString(): string };
  installmentNumber: number | null;
  submittedOn: Date;
};

async function judge(tx: Tx, debits: readonly Debit[]) {
  const signed = await authorizationsOf(
    tx,
    debits.map(({ loanId }) => loanId),
  );
  const judged = debits.flatMap((debit) => {
    const on = fromDbDate(debit.submittedOn);
    const authorization = signed.get(debit.loanId)?.findLast(({ signedOn }) => signedOn <= on);
    return authorization?.isExact ? [{ debit, authorization }] : [];
  });
  return {
    checked: judged.length,
    findings: judged.flatMap(({ debit: { id, amount, installmentNumber }, authorization }) => {
      const listed = authorization.amounts.get(installmentNumber!);
      if (listed === undefined)
        return [{ id, problem: `The authorization lists no installment ${installmentNumber}.` }];
      if (d(amount.toString()).lte(listed)) return [];
      return [{ id, problem: `${d(amount.toString()).toFixed(2)} was debited, ${listed} was authorized.` }];
    }),
  };
}

type Authorization = { signedOn: IsoDate; amounts: ReadonlyMap<number, string>; isExact: boolean };

/** By loan, oldest first. What was signed before the payout is exact only where interest is not counted in days. */
async function authorizationsOf(tx: Tx, loanIds: string[]): Promise<Map<string, Authorization[]>> {
  const rows = await tx.autopayAuthorization.findMany({
    where: { loanId: { in: loanIds } },
    include: { loan: { select: { method: true, disbursedOn: true } } },
    orderBy: [{ signedOn: "asc" }, { createdAt: "asc" }],
  });
  const documents = await tx.signedDocument.findMany({
    where: { id: { in: rows.map(({ documentId }) => documentId) } },
    select: { id: true, body: true },
  });
  const bodyOf = new Map(documents.map(({ id, body }) => [id, body]));
  const read = rows.map(({ loanId, documentId, signedOn, loan }) => ({
    loanId,
    signedOn: fromDbDate(signedOn),
    amounts: authorizedAmounts(bodyOf.get(documentId) ?? ""),
    isExact: loan.method === "FLAT" || (loan.disbursedOn !== null && signedOn > loan.disbursedOn),
  }));
  return groupBy(read, ({ loanId }) => loanId);
}
