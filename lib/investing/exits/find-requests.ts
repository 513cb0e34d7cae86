// Requests as the verbs of this folder need them: with what the books hold for their investments.
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { coolOffsOf } from "@/lib/accounts/cool-off";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { getBalances } from "@/lib/ledger/queries";
import { d, type Decimal } from "@/lib/money/money";
import { investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import type { Investment } from "@/prisma/generated/client";
import { lockInvestments } from "@/lib/investing/find-investment";
import { listInterestDue } from "@/lib/investing/interest-due";
import { usersOf } from "@/lib/investing/investor-notes";
import { payeesOf } from "@/lib/investing/taxes/payees";
import type { Standing } from "@/lib/investing/returns/leave";
import { promisedByExits } from "./open-payments";

export type OpenRequest = { id: string; requestedOn: IsoDate; open: Decimal; investment: Investment };

/** Open requests, oldest first, with their investments locked. */
export async function lockOpenRequests(tx: Tx): Promise<OpenRequest[]> {
  const queued = { where: { state: "QUEUED" as const }, orderBy: { number: "asc" as const } };
  const asked = await tx.withdrawalRequest.findMany({ ...queued, select: { investmentId: true } });
  const investments = await lockInvestments(tx, [...new Set(asked.map(({ investmentId }) => investmentId))]);
  // One may have been canceled, or made, before its investment was locked.
  const requests = await tx.withdrawalRequest.findMany(queued);
  return requests.flatMap(({ id, requestedOn, openPrincipal, investmentId }) => {
    const investment = investments.get(investmentId);
    return investment
      ? [{ id, requestedOn: fromDbDate(requestedOn), open: d(openPrincipal), investment }]
      : [];
  });
}

/** What the books hold for active investments, as a function of the investment. */
export async function standingsOf(
  tx: Tx,
  investments: readonly Investment[],
): Promise<(investment: Investment) => Standing> {
  const balances = await getBalances(
    investments.map(({ investorId, id }) => investorInterest(investorId, id)),
    {},
    tx,
  );
  const promised = await promisedByExits(
    tx,
    investments.map(({ id }) => id),
  );
  return (investment) => {
    const { id, investorId, principal, annualRate, termMonths, startedOn } = investment;
    invariant(startedOn, `investment ${id} has started`);
    const interest = d(balances.get(investorInterest(investorId, id))?.posted ?? "0.00");
    return {
      ...{ principal: d(principal), annualRate: d(annualRate), termMonths },
      ...{ startedOn: fromDbDate(startedOn), credited: interest.minus(promised(id).interest) },
    };
  };
}

/** Investments of people whose payouts wait after a change of their account, or from whose interest tax would be kept back. */
export async function heldBackAmong(
  tx: Tx,
  investments: readonly Investment[],
): Promise<ReadonlySet<string>> {
  const investorIds = investments.map(({ investorId }) => investorId);
  const userOf = await usersOf(tx, investorIds);
  const users = investorIds.map(userOf);
  const [coolOffs, payeeOf] = [await coolOffsOf(tx, users), await payeesOf(tx, users)];
  const isHeldBack = (userId: string) => coolOffs.has(userId) || payeeOf(userId).isWithheld;
  return new Set(investments.filter(({ investorId }) => isHeldBack(userOf(investorId))).map(({ id }) => id));
}

/**
 * Investments that nothing can be paid from now: a month is not credited, an account is frozen, the bank account is unusable, or the
 * investor is held back.
 */
export async function unpayableAmong(
  tx: Tx,
  { investments, today }: { investments: readonly Investment[]; today: IsoDate },
): Promise<ReadonlySet<string>> {
  const ids = investments.map(({ id }) => id);
  const due = await listInterestDue(tx, { businessDate: today, investmentIds: ids });
  const codesOf = ({ investorId, id }: Investment) => [
    investorPrincipal(investorId, id),
    investorInterest(investorId, id),
  ];
  const frozen = await frozenAmong(investments.flatMap(codesOf), tx);
  const usable = await tx.externalAccount.findMany({
    where: { id: { in: investments.map(({ externalAccountId }) => externalAccountId) }, status: "ACTIVE" },
    select: { id: true },
  });
  const usableIds = new Set(usable.map(({ id }) => id));
  const isUnpayable = (investment: Investment) =>
    !usableIds.has(investment.externalAccountId) || codesOf(investment).some((code) => frozen.has(code));
  return new Set([
    ...(await heldBackAmong(tx, investments)),
    ...due.map(({ investmentId }) => investmentId),
    ...investments.filter(isUnpayable).map(({ id }) => id),
  ]);
}
