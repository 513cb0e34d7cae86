// The terms and rates on offer, and the maturity amount of a deposit.
import type { IsoDate } from "@/lib/calendar/dates";
import { businessDate, calendarDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { defineList } from "@/lib/list";
import { defaultRail, expectedOn, type RailFor } from "@/lib/payments/rails";
import type { InvestmentOption, Prisma } from "@/prisma/generated/client";
import { agreementText } from "./agreement-text";
import { complaintAboutRoom, requireRoom, roomOf } from "./capacity";
import { requireBankAccount } from "./find-investment";
import { project } from "./projection";
import { apyText } from "./returns/apy";
import { complaintAbout, refuseAmount } from "./refuse-amount";

const EXAMPLE_DEPOSIT = "10000.00";

export type InvestmentOptionRow = {
  id: string;
  termMonths: number;
  annualRate: string; // fraction
  apy: string; // fraction with four decimals
  minimum: string;
  maximum: string;
  room: string | null; // what it still takes; null: any amount
  exampleDeposit: string;
  exampleInterest: string;
  exampleMaturity: string; // what the example deposit becomes
  exampleMaturesOn: IsoDate; // if it cleared today
};

/** The options on offer, shortest term first. */
export async function listInvestmentOptions(): Promise<InvestmentOptionRow[]> {
  const today = await businessDate();
  const options = await db.investmentOption.findMany({
    where: { isOffered: true },
    orderBy: [{ termMonths: "asc" }, { annualRate: "asc" }],
  });
  const rooms = await roomOf(db, options);
  return options.map((option) => {
    const terms = termsOf(option);
    const example = project({ ...terms, principal: EXAMPLE_DEPOSIT, startedOn: today });
    return {
      id: option.id,
      ...terms,
      apy: apyText(terms),
      minimum: option.minimum.toFixed(2),
      maximum: option.maximum.toFixed(2),
      room: rooms.get(option.id) ?? null,
      exampleDeposit: EXAMPLE_DEPOSIT,
      exampleInterest: example.interest,
      exampleMaturity: example.maturityAmount,
      exampleMaturesOn: example.maturesOn ?? today,
    };
  });
}

export type OptionProjection = {
  optionId: string;
  interest: string;
  maturityAmount: string;
  maturesOn: IsoDate; // if the deposit cleared today
  refusal: string | null; // a sentence when the option does not take this amount
};

/** What one amount would become with each of the options on offer, in the order of `listInvestmentOptions`. */
export async function projectOptions(amount: string): Promise<OptionProjection[]> {
  const [today, options] = await Promise.all([businessDate(), listInvestmentOptions()]);
  return options.map((option) => {
    const projection = project({ ...option, principal: amount, startedOn: today });
    return {
      optionId: option.id,
      interest: projection.interest,
      maturityAmount: projection.maturityAmount,
      maturesOn: projection.maturesOn ?? today,
      refusal: complaintAbout({ ...option, amount }) ?? complaintAboutRoom(option.room, amount),
    };
  });
}

export type MaturityProjection = {
  optionId: string;
  deposit: string;
  annualRate: string;
  termMonths: number;
  interest: string;
  maturityAmount: string;
  firstMonthInterest: string;
  expectedStartOn: IsoDate; // when the deposit clears if nothing goes wrong
  expectedMaturityOn: IsoDate;
};

/**
 * What a deposit made today would become, once it has cleared on the day that its rail promises.
 *
 * @throws DomainError not-found, withdrawn, invalid with field `amount`
 */
export async function projectMaturity({
  optionId,
  amount,
  rail = defaultRail("DEPOSIT"),
}: {
  optionId: string;
  amount: string;
  rail?: RailFor<"DEPOSIT">;
}): Promise<MaturityProjection> {
  const option = await offered(optionId);
  refuseAmount({ amount, minimum: option.minimum.toFixed(2), maximum: option.maximum.toFixed(2) });
  await requireRoom(db, option, amount);
  const today = await businessDate();
  const expectedStartOn = expectedOn(rail, today);
  const terms = termsOf(option);
  const projection = project({ ...terms, principal: amount, startedOn: expectedStartOn });
  return {
    optionId,
    deposit: amount,
    ...terms,
    interest: projection.interest,
    maturityAmount: projection.maturityAmount,
    firstMonthInterest: projection.months[0]?.amount ?? "0.00",
    expectedStartOn,
    expectedMaturityOn: projection.maturesOn ?? expectedStartOn,
  };
}

/**
 * The agreement as it will be signed: the same text that `openInvestment` stores.
 *
 * @throws DomainError not-found, withdrawn, wrong-state (bank account), invalid with field `amount`
 */
export async function previewAgreement(choice: {
  userId: string;
  optionId: string;
  amount: string;
  rail: RailFor<"DEPOSIT">;
  externalAccountId: string;
}): Promise<{ body: string }> {
  const option = await offered(choice.optionId);
  refuseAmount({
    amount: choice.amount,
    minimum: option.minimum.toFixed(2),
    maximum: option.maximum.toFixed(2),
  });
  const bankAccount = await requireBankAccount(db, choice);
  const body = await agreementText(db, { ...choice, option, bankAccount, agreedOn: await businessDate() });
  return { body };
}

export type InvestmentOptionAdminRow = {
  id: string;
  termMonths: number;
  annualRate: string;
  minimum: string;
  maximum: string;
  capacity: string | null; // null: any amount
  room: string | null; // left of it
  isOffered: boolean;
  withdrawnOn: IsoDate | null;
  investments: number; // opened with it, in any status
  invested: string; // their principal
};

/** All options, also withdrawn ones, with how much was invested by each; those on offer first. */
export const optionList = defineList<Prisma.InvestmentOptionOrderByWithRelationInput>()({
  orders: {
    status: (to) => ({ isOffered: to }),
    term: (to) => ({ termMonths: to }),
    rate: (to) => ({ annualRate: to }),
    minimum: (to) => ({ minimum: to }),
    maximum: (to) => ({ maximum: to }),
    investments: (to) => ({ investments: { _count: to } }),
  },
  tie: (to) => [{ termMonths: to === "desc" ? "asc" : "desc" }, { createdAt: to }, { id: to }],
  defaultSort: { by: "status", direction: "desc" },
  where: (where: { isOffered?: boolean | undefined }) => where,
  count: (where) => db.investmentOption.count({ where }),
  ids: (where, orderBy, slice) =>
    db.investmentOption.findMany({ where, orderBy, select: { id: true }, ...slice }),
  load: loadOptions,
  idOf: ({ id }) => id,
});

async function loadOptions(ids: string[]): Promise<InvestmentOptionAdminRow[]> {
  const [options, sums] = await Promise.all([
    db.investmentOption.findMany({ where: { id: { in: ids } } }),
    db.investment.groupBy({
      by: ["optionId"],
      where: { optionId: { in: ids } },
      _count: true,
      _sum: { principal: true },
    }),
  ]);
  const rooms = await roomOf(db, options);
  const byOption = new Map(sums.map((row) => [row.optionId, row]));
  return options.map((option) => ({
    id: option.id,
    ...termsOf(option),
    minimum: option.minimum.toFixed(2),
    maximum: option.maximum.toFixed(2),
    capacity: option.capacity?.toFixed(2) ?? null,
    room: rooms.get(option.id) ?? null,
    isOffered: option.isOffered,
    withdrawnOn: option.withdrawnAt && calendarDate(option.withdrawnAt, env.BUSINESS_TIME_ZONE),
    investments: byOption.get(option.id)?._count ?? 0,
    invested: byOption.get(option.id)?._sum.principal?.toFixed(2) ?? "0.00",
  }));
}

async function offered(optionId: string): Promise<InvestmentOption> {
  const option = await db.investmentOption.findUnique({ where: { id: optionId } });
  return requireOffered(option);
}

/** @throws DomainError not-found or withdrawn, with field `optionId` */
export function requireOffered(option: InvestmentOption | null): InvestmentOption {
  if (!option) throw new DomainError("not-found", "Option not found. Choose one from the list.", "optionId");
  if (option.isOffered) return option;
  throw new DomainError("withdrawn", "This option is no longer offered. Choose another one.", "optionId");
}

function termsOf({ annualRate, termMonths }: InvestmentOption) {
  return { annualRate: annualRate.toString(), termMonths };
}
