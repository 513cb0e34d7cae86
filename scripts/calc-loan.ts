// The answer of `npm run calc -- loan` as JSON: money as decimal strings, in the order in which it is documented.
import type { LoanAnswer } from "@/lib/lending/servicing/answer";
import { toMoney, type Decimal } from "@/lib/money/money";
import { partsText } from "@/lib/money/parts";

const PER_DIEM_DECIMALS = 4;

/** @example writtenLoan(loanLife(art, [], "2026-01-01")).balances.principal // "5000.00" */
export function writtenLoan(answer: LoanAnswer) {
  const { balances, contractual, pastDue, nextDue, payoff } = answer;
  return {
    status: answer.status,
    balances: inOrder(balances, ["principal", "interest", "fees", "credit"]),
    contractual: inOrder(contractual, ["principal", "interest", "fees"]),
    daysPastDue: answer.daysPastDue,
    delinquentSince: answer.delinquentSince,
    bucket: answer.bucket,
    pastDue: inOrder(pastDue, ["principal", "interest", "fees"]),
    nextDue: nextDue && { on: nextDue.on, amount: toMoney(nextDue.amount) },
    payoff: { amount: toMoney(payoff.amount), perDiem: payoff.perDiem.toFixed(PER_DIEM_DECIMALS) },
    payments: answer.payments.map(({ id, credit, status, ...parts }) => ({
      ...{ id, ...partsText(parts), credit: toMoney(credit), status },
    })),
    fees: answer.fees.map(({ id, assessedOn, ...fee }) => ({
      ...{ id, assessedOn, ...inOrder(fee, ["amount", "paid", "waived"]) },
    })),
    rows: answer.rows.map(writtenRow),
    journal: answer.journal.map(({ on, eventType, lines }) => ({
      ...{ on, eventType },
      lines: lines.map(({ account, side, amount }) => ({ account, side, amount: toMoney(amount) })),
    })),
  };
}

function writtenRow({ number, dueOn, days, ...dollars }: LoanAnswer["rows"][number]) {
  const names = ["payment", "principal", "interest", "parked", "balance", "paid"] as const;
  return { number, dueOn, days, ...inOrder(dollars, names) };
}

function inOrder<const Name extends string>(
  dollars: Readonly<Record<Name, Decimal>>,
  names: readonly Name[],
): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, toMoney(dollars[name])])) as Record<Name, string>;
}
