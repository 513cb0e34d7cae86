// What investors read. Every query takes the investor's own id; somebody else's investment does not exist for them.
import { cache } from "react";
import { coolOffsOf, type CoolOff } from "@/lib/accounts/cool-off";
import { accrualsOf, type Accrual } from "@/lib/accruals/queries";
import { fromDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate, businessInstant } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { getBalances, type AccountBalance } from "@/lib/ledger/queries";
import { d, toMoney } from "@/lib/money/money";
import { CASH, investorInterest, investorPrincipal } from "@/lib/transaction-types/account-codes";
import type { ExternalAccount, Investment, PaymentOrder } from "@/prisma/generated/client";
import type {
  BankAccountStatus,
  InvestmentStatus,
  PaymentRail,
  PaymentStatus,
} from "@/prisma/generated/enums";
import { cancelRefusal } from "@/lib/payments/cancelable";
import { coolingOffWords, onHoldWords, waitingWords } from "./investor-notes";
import { project } from "./projection";
import { apyText } from "./returns/apy";
import { isInstructionOpen } from "./returns/roll-decision";

/** A balance of the ledger, with the account to look it up by. */
type Balance = {
  accountCode: string;
  posted: string;
  pending: string;
  pendingIn: string;
  pendingOut: string;
};

export type InvestmentSummary = {
  id: string;
  number: number;
  status: InvestmentStatus;
  principal: string; // as agreed, less what was withdrawn early
  annualRate: string; // fraction
  apy: string; // fraction with four decimals
  termMonths: number;
  createdOn: IsoDate;
  startedOn: IsoDate | null;
  maturesOn: IsoDate | null;
  paidOutOn: IsoDate | null;
  maturityAmount: string; // principal and all interest
  balances: { principal: Balance; interest: Balance };
  /** Matured and unpaid: for want of cash in the pool, or because of a hold. */
  isPayoutWaiting: boolean;
  /** It waits because its accounts, or the pool's cash, are frozen, or something about its investor's account changed within a day. */
  isPayoutOnHold: boolean;
  /** A sentence for the investor while something waits or went wrong. */
  notice: string | null;
};

export type InvestmentMonth = {
  period: number;
  dueOn: IsoDate | null;
  amount: string;
  isCredited: boolean;
  transactionId: string | null; // in the ledger
};

export type InvestmentPayment = {
  id: string;
  number: number;
  kind: "DEPOSIT" | "PAYOUT" | "WITHDRAWAL";
  rail: PaymentRail;
  isAwaited: boolean; // the investor has yet to send it to us
  status: PaymentStatus;
  amount: string;
  reference: string;
  createdOn: IsoDate;
  settledOn: IsoDate | null;
};

export type InvestmentPage = InvestmentSummary & {
  totalInterest: string; // over the whole term
  months: InvestmentMonth[];
  payments: InvestmentPayment[]; // oldest first
  depositOrderId: string;
  payoutOrderId: string | null;
  agreementId: string;
  payoutAccount: { id: string; bankName: string; last4: string; status: BankAccountStatus };
  /** What the investor wants at maturity; null is a payout. */
  instruction: { minimumRate: string | null; documentId: string } | null;
  canInstruct: boolean;
  rolledIntoId: string | null;
  rolledFromId: string | null;
  canCancelDeposit: boolean;
  canChangePayoutAccount: boolean;
};

/** The investor's investments, newest first; read once per page, which shows them in several parts. */
export const listInvestments = cache(async (investorId: string): Promise<InvestmentSummary[]> => {
  const investments = await db.investment.findMany({ where: { investorId }, orderBy: { number: "desc" } });
  const accounts = await readAccounts(investments);
  return investments.map((investment) => summarize(investment, accounts));
});

/** One investment with its months, payments and balances. @throws DomainError not-found */
export async function getInvestment(investorId: string, investmentId: string): Promise<InvestmentPage> {
  const investment = await db.investment.findFirst({ where: { id: investmentId, investorId } });
  if (!investment) throw new DomainError("not-found", "Investment not found.");
  return pageOf(investment);
}

/** The investment that a form with this key has opened, when it has. */
export async function findOpened(
  investorId: string,
  idempotencyKey: string,
): Promise<{ investmentId: string } | null> {
  const row = await db.investment.findFirst({ where: { investorId, idempotencyKey }, select: { id: true } });
  return row && { investmentId: row.id };
}

/** The same for a page of an administrator, who has already found the row. */
export async function pageOf(investment: Investment): Promise<InvestmentPage> {
  const [accounts, orders, accruals, account, maturity] = await Promise.all([
    readAccounts([investment]),
    db.paymentOrder.findMany({
      where: { subjectType: "investment", subjectId: investment.id },
      orderBy: { number: "asc" },
    }),
    accrualsOf(db, { type: "investment", id: investment.id }),
    db.externalAccount.findUniqueOrThrow({ where: { id: investment.externalAccountId } }),
    maturityOf(investment),
  ]);
  const deposit = orders.find((order) => order.kind === "DEPOSIT");
  return {
    ...summarize(investment, accounts),
    ...monthsOf(investment, accruals),
    payments: orders.map(payment),
    depositOrderId: deposit?.id ?? "",
    payoutOrderId: orders.findLast((order) => order.kind === "PAYOUT")?.id ?? null,
    agreementId: investment.agreementId,
    payoutAccount: accountView(account),
    ...maturity,
    canCancelDeposit:
      investment.status === "DEPOSITING" && deposit !== undefined && cancelRefusal(deposit) === null,
    canChangePayoutAccount: canNameAccount(investment),
  };
}

/** Something is still to be paid; of an investment that was left early, what could not be paid. */
export function canNameAccount({ status, problem, payoutOrderId }: Investment): boolean {
  if (payoutOrderId !== null) return false;
  return ["DEPOSITING", "ACTIVE", "MATURED"].includes(status) || (status === "WITHDRAWN" && problem !== null);
}

/** The standing instruction, and the investments before and after it that the money went through. */
async function maturityOf({ id, status, maturesOn }: Investment) {
  const [instruction, into, from, today] = await Promise.all([
    db.maturityInstruction.findUnique({ where: { investmentId: id } }),
    db.rollover.findUnique({ where: { investmentId: id } }),
    db.rollover.findUnique({ where: { intoId: id } }),
    businessDate(),
  ]);
  const documentId = instruction?.choice === "ROLL_ALL" ? instruction.documentId : null;
  return {
    instruction: documentId
      ? { minimumRate: instruction?.minimumRate?.toString() ?? null, documentId }
      : null,
    canInstruct: isInstructionOpen({ status, maturesOn: isoOrNull(maturesOn) }, today),
    rolledIntoId: into?.intoId ?? null,
    rolledFromId: from?.investmentId ?? null,
  };
}

type Accounts = {
  balances: Map<string, AccountBalance>;
  frozen: Set<string>;
  coolOffs: Map<string, CoolOff>; // by investor
};

/** What the ledger says of the accounts of these investments, which of them and of cash are frozen, and whose payouts wait. */
export async function readAccounts(investments: { investorId: string; id: string }[]): Promise<Accounts> {
  const codes = investments.flatMap(accountsOf);
  const [balances, frozen, coolOffs] = await Promise.all([
    getBalances(codes),
    frozenAmong([CASH, ...codes]),
    coolOffsByInvestor(investments),
  ]);
  return { balances, frozen, coolOffs };
}

async function coolOffsByInvestor(investments: { investorId: string }[]): Promise<Map<string, CoolOff>> {
  const investors = await db.investor.findMany({
    where: { id: { in: [...new Set(investments.map(({ investorId }) => investorId))] } },
    select: { id: true, userId: true },
  });
  const coolOffs = await coolOffsOf(
    db,
    investors.map(({ userId }) => userId),
    businessInstant,
  );
  return new Map(
    investors.flatMap(({ id, userId }) => (coolOffs.has(userId) ? [[id, coolOffs.get(userId)!]] : [])),
  );
}

/** One row of a list, from the investment and its accounts. */
export function summarize(
  investment: Investment,
  { balances, frozen, coolOffs }: Accounts,
): InvestmentSummary {
  const { maturityAmount } = projectionOf(investment);
  const isPayoutWaiting =
    investment.status === "MATURED" && investment.payoutOrderId === null && investment.problem === null;
  const [principal, interest] = accountsOf(investment);
  const isFrozen = [CASH, principal, interest].some((code) => frozen.has(code));
  const coolOff = coolOffs.get(investment.investorId);
  const isPayoutOnHold = isPayoutWaiting && (isFrozen || coolOff !== undefined);
  const waiting = (amount: string) =>
    isFrozen ? onHoldWords(amount) : coolOff ? coolingOffWords(amount, coolOff) : waitingWords(amount);
  const ofAccounts = { principal: balance(principal, balances), interest: balance(interest, balances) };
  const owed = toMoney(d(ofAccounts.principal.posted).plus(d(ofAccounts.interest.posted)));
  return {
    id: investment.id,
    number: investment.number,
    status: investment.status,
    principal: investment.principal.toFixed(2),
    ...termsWithYield(investment),
    createdOn: fromDbDate(investment.createdOn),
    startedOn: isoOrNull(investment.startedOn),
    maturesOn: isoOrNull(investment.maturesOn),
    paidOutOn: isoOrNull(investment.paidOutOn),
    maturityAmount,
    balances: ofAccounts,
    isPayoutWaiting,
    isPayoutOnHold,
    notice: isPayoutWaiting ? waiting(owed) : investment.problem,
  };
}

/** The accounts of an investment in the ledger, principal first. */
export function accountsOf({ investorId, id }: { investorId: string; id: string }): [string, string] {
  return [investorPrincipal(investorId, id), investorInterest(investorId, id)];
}

function termsWithYield({ annualRate, termMonths }: Investment) {
  const terms = { annualRate: annualRate.toString(), termMonths };
  return { ...terms, apy: apyText(terms) };
}

function projectionOf(investment: Investment) {
  return project({
    principal: investment.principal.toFixed(2),
    annualRate: investment.annualRate.toString(),
    termMonths: investment.termMonths,
    startedOn: isoOrNull(investment.startedOn),
  });
}

function monthsOf(investment: Investment, accruals: readonly Accrual[]) {
  const { interest, months } = projectionOf(investment);
  const credited = new Map(accruals.map((row) => [row.period, row]));
  return {
    totalInterest: interest,
    months: months.map((month) => ({
      ...month,
      amount: credited.get(month.period)?.amount.toFixed(2) ?? month.amount, // a part may have left since
      isCredited: credited.has(month.period),
      transactionId: credited.get(month.period)?.transactionId.toString() ?? null,
    })),
  };
}

function balance(accountCode: string, balances: Map<string, AccountBalance>): Balance {
  const found = balances.get(accountCode);
  const { posted = "0.00", pending = "0.00", pendingIn = "0.00", pendingOut = "0.00" } = found ?? {};
  return { accountCode, posted, pending, pendingIn, pendingOut };
}

function payment(order: PaymentOrder): InvestmentPayment {
  return {
    id: order.id,
    number: order.number,
    kind: order.kind === "DEPOSIT" || order.kind === "WITHDRAWAL" ? order.kind : "PAYOUT",
    rail: order.rail,
    isAwaited: order.direction === "INCOMING" && ["CREATED", "EXPECTED"].includes(order.status),
    status: order.status,
    amount: toMoney(d(order.amount)),
    reference: order.reference,
    createdOn: fromDbDate(order.createdOn),
    settledOn: isoOrNull(order.settledOn),
  };
}

function accountView({ id, bankName, accountNumberLast4, status }: ExternalAccount) {
  return { id, bankName, last4: accountNumberLast4, status };
}

function isoOrNull(date: Date | null): IsoDate | null {
  return date === null ? null : fromDbDate(date);
}
