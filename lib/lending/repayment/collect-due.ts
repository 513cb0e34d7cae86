import type { IsoDate } from "@/lib/calendar/dates";
import { inTransaction, type Tx } from "@/lib/db";
import { chunksOf } from "@/lib/chunks";
import { inHalves, logLeftOut } from "@/lib/in-halves";
import { Decimal } from "@/lib/money/money";
import { nextCollection, type Collection } from "@/lib/lending/autopay/autopay-plan";
import { usersOf } from "@/lib/lending/terms/find-loan";
import {
  accountsDebited,
  listCandidates,
  loadFacts,
  type LoanFacts,
} from "@/lib/lending/autopay/load-collections";
import { payoffOn, planRepayment } from "@/lib/lending/terms/repayment-plan";
import { hasBreach } from "@/lib/payments/watch-return-rates";
import { startRepayments, type RepaymentStart } from "./start-repayment";

/** How many are collected in one transaction: few enough that nobody waits long for one of the loans. */
const AT_ONCE = 100;

/**
 * Collects from borrowers who authorized autopay: installments that fall due, and debits returned for insufficient
 * funds (see `autopay-plan.ts`). Pending payments count as made, so nothing is collected twice.
 *
 * While a return rate is in breach and nobody has acknowledged it, nothing is presented again.
 *
 * @returns how many repayments were started
 */
export async function collectDue({ businessDate }: { businessDate: IsoDate }): Promise<number> {
  const candidates = await listCandidates(businessDate);
  let started = 0;
  for (const chunk of chunksOf(candidates, AT_ONCE)) {
    const counts = await inHalves(
      chunk,
      (loanIds) => inTransaction((tx) => collect(tx, loanIds, businessDate)),
      (loanId, error) => logLeftOut({ loanId }, error, "An installment could not be collected."),
    );
    started += counts.reduce((sum, count) => sum + count, 0);
  }
  return started;
}

async function collect(tx: Tx, loanIds: string[], on: IsoDate): Promise<number> {
  const facts = await loadFacts(tx, loanIds, on);
  const busy = await accountsDebited(
    tx,
    facts.map(({ accountId }) => accountId),
    on,
  );
  const isRetrying = !(await hasBreach(tx));
  const decided = decide(facts, busy).filter(({ collection: { retry } }) => retry === null || isRetrying);
  const userOf = await usersOf(
    tx,
    decided.map(({ loan }) => loan.borrowerId),
  );
  const starts = decided.map((each) => start(each, { userId: userOf(each.loan.borrowerId), on }));
  if (starts.length > 0) await startRepayments(tx, starts);
  return starts.length;
}

type Decided = LoanFacts & { collection: Collection };

/** What falls due comes first: a debit is not presented again on a day with another one of the same account. */
function decide(facts: LoanFacts[], busy: ReadonlySet<string>): Decided[] {
  const decided: Decided[] = [];
  const debited = new Set(busy);
  const add = (each: LoanFacts, collection: Collection | null) => {
    if (!collection) return;
    decided.push({ ...each, collection });
    debited.add(each.accountId);
  };
  const waiting: LoanFacts[] = [];
  for (const each of facts) {
    const collection = nextCollection({ ...each, isBusy: true });
    if (collection) add(each, collection);
    else waiting.push(each);
  }
  for (const each of waiting) {
    add(each, nextCollection({ ...each, isBusy: debited.has(each.accountId) }));
  }
  return decided;
}

function start(
  { loan, position, accountId, collection }: Decided,
  { userId, on }: { userId: string; on: IsoDate },
): RepaymentStart {
  const { installment, retry } = collection;
  // A first debit is never more than what is still owed; a debit that is presented again keeps its amount.
  const most = payoffOn(position.expected, on).amount;
  const amount = retry ? collection.amount : Decimal.min(collection.amount, most);
  const plan = planRepayment({ position: position.expected, kind: "OTHER", amount, asOf: on });
  return {
    ...{ loan, userId, on, installment },
    plan: plan.kind === "OTHER" ? { ...plan, kind: "SCHEDULED" } : plan,
    externalAccountId: accountId,
    idempotencyKey: retry ? `retry:${retry.of}:${retry.attempt}` : `autopay:${loan.id}:${installment}:1`,
    isAutopay: true,
    ...(retry ? { retry } : {}),
  };
}
