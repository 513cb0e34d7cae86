import { addMonths, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { frozenAmong } from "@/lib/ledger/account-terms";
import { openAccounts } from "@/lib/ledger/accounts";
import { book } from "@/lib/ledger/post-facts";
import type { PostingRequest } from "@/lib/ledger/posting-request";
import { getBalances } from "@/lib/ledger/queries";
import { d, dollars, toMoney } from "@/lib/money/money";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import { investorRollover } from "@/lib/transaction-types/investor-rollover";
import type { Investment, InvestmentOption, MaturityInstruction } from "@/prisma/generated/client";
import { roomOf } from "./capacity";
import { promisedByExits } from "./exits/open-payments";
import { readGate, stopped } from "./gate/gate";
import { accountsOf } from "./queries";
import { rollDecision } from "./returns/roll-decision";
import { usersOf } from "./investor-notes";
import { payeesOf } from "./taxes/payees";

export type Rolled = { intoId: string; amount: string; annualRate: string };
/** What became of those with an instruction, by investment: the new one, or why it is paid out, in a sentence. */
export type RollOutcomes = ReadonlyMap<string, { rolled: Rolled } | { payout: string }>;

type Plan = {
  investment: Investment;
  option: InvestmentOption;
  documentId: string;
  matured: { principal: string; interest: string };
  intoId: string;
  amount: string;
};

/**
 * Continues matured investments in new ones where their investors have said so: Dr principal and interest of the matured one, Cr
 * principal of the new one, which starts on the day of maturity. No cash moves, so none has to be there.
 *
 * @param matured locked, all months credited, as rows of the table
 */
export async function rollInvestments(
  tx: Tx,
  matured: readonly Investment[],
  businessDate: IsoDate,
): Promise<RollOutcomes> {
  const instructions = await tx.maturityInstruction.findMany({
    where: { investmentId: { in: matured.map(({ id }) => id) }, choice: "ROLL_ALL" },
  });
  if (instructions.length === 0) return new Map();
  const outcomes = new Map<string, { rolled: Rolled } | { payout: string }>();
  const plans: Plan[] = [];
  const refusal = stopped(await readGate(tx), "The pool reinvests nothing");
  const decide = await decider(tx, matured);
  const byId = new Map(matured.map((each) => [each.id, each]));
  for (const instruction of instructions) {
    if (refusal) {
      outcomes.set(instruction.investmentId, { payout: refusal });
      continue;
    }
    const decision = decide(byId.get(instruction.investmentId)!, instruction);
    if ("payout" in decision) outcomes.set(instruction.investmentId, decision);
    else plans.push(decision);
  }
  await write(tx, plans, businessDate);
  for (const { investment, intoId, amount, option } of plans)
    outcomes.set(investment.id, { rolled: { intoId, amount, annualRate: option.annualRate.toString() } });
  return outcomes;
}

/** Of several options for one term the investor gets the best rate. */
async function decider(tx: Tx, matured: readonly Investment[]) {
  const codes = matured.flatMap((each) => accountsOf(each));
  const balances = await getBalances(codes, {}, tx);
  const frozen = await frozenAmong(codes, tx);
  const promised = await promisedByExits(
    tx,
    matured.map(({ id }) => id),
  );
  // Locked against an administrator who is withdrawing one at this moment.
  await tx.$queryRaw`SELECT count(*) FROM (SELECT FROM investment_options WHERE is_offered AND capacity IS NOT NULL ORDER BY id FOR UPDATE) locked`;
  await tx.$queryRaw`SELECT count(*) FROM (SELECT FROM investment_options WHERE is_offered ORDER BY id FOR SHARE) locked`;
  const options = await tx.investmentOption.findMany({
    where: { isOffered: true },
    orderBy: { annualRate: "desc" },
  });
  const investorIds = matured.map(({ investorId }) => investorId);
  const userOf = await usersOf(tx, investorIds);
  const payeeOf = await payeesOf(tx, investorIds.map(userOf));
  const room = new Map(await roomOf(tx, options));
  return (investment: Investment, instruction: MaturityInstruction): Plan | { payout: string } => {
    const [principalOf, interestOf] = accountsOf(investment).map((code) => balances.get(code)?.posted);
    invariant(principalOf && interestOf, `the accounts of investment ${investment.id} are open`);
    const elsewhere = promised(investment.id);
    const principal = toMoney(d(principalOf).minus(elsewhere.principal));
    const interest = toMoney(d(interestOf).minus(elsewhere.interest));
    if (accountsOf(investment).some((code) => frozen.has(code)))
      return { payout: "Your accounts are frozen." };
    // Interest that is reinvested counts as paid, and nothing could be kept back from it.
    if (payeeOf(userOf(investment.investorId)).isWithheld)
      return { payout: "Tax has to be withheld from its interest." };
    const option = options.find(({ termMonths }) => termMonths === investment.termMonths) ?? null;
    const decision = rollDecision({
      matured: { principal, interest },
      minimumRate: instruction.minimumRate?.toString() ?? null,
      option: option && {
        annualRate: option.annualRate.toString(),
        minimum: option.minimum.toFixed(2),
        maximum: option.maximum.toFixed(2),
      },
    });
    if ("payout" in decision) return decision;
    const left = option && room.get(option.id);
    if (option && left !== undefined && left !== null) {
      const { amount } = decision.roll;
      if (d(amount).greaterThan(d(left))) return { payout: `This term has room for ${dollars(left)} only.` };
      room.set(option.id, toMoney(d(left).minus(d(amount)))); // others of this batch come after it
    }
    invariant(option && instruction.documentId, `the rollover of ${investment.id} was signed`);
    return {
      ...{ investment, option, documentId: instruction.documentId, matured: { principal, interest } },
      ...{ intoId: newId("ivm"), amount: decision.roll.amount },
    };
  };
}

async function write(tx: Tx, plans: readonly Plan[], businessDate: IsoDate): Promise<void> {
  if (plans.length === 0) return;
  await tx.investment.createMany({ data: plans.map((plan) => continued(plan, businessDate)) });
  await tx.investment.updateMany({
    where: { id: { in: plans.map(({ investment }) => investment.id) } },
    data: { status: "ROLLED" },
  });
  await openAccounts(
    tx,
    plans.flatMap(({ investment: { investorId }, intoId }) =>
      accountSpecs.investment({ investorId, investmentId: intoId }),
    ),
  );
  const keyOf = ({ investment }: Plan) => `roll:${investment.id}`;
  const requests = plans.map((plan): PostingRequest => ({
    ...investorRollover({
      investorId: plan.investment.investorId,
      ...{ fromId: plan.investment.id, intoId: plan.intoId, ...plan.matured },
    }),
    ...{ key: keyOf(plan), kind: "post", mode: "record", effectiveOn: businessDate },
    metadata: { investmentId: plan.investment.id },
  }));
  const record = (posted: ReadonlyMap<string, bigint>) =>
    tx.rollover.createMany({
      data: plans.map((plan) => ({
        ...{ investmentId: plan.investment.id, intoId: plan.intoId, ...plan.matured },
        ...{ rolledOn: toDbDate(businessDate), transactionId: posted.get(keyOf(plan))! },
      })),
    });
  await book(tx, [{ requests, record }]);
}

/** The new investment: it earns from the day of maturity, also when that day is worked through later. */
function continued({ investment, option, documentId, intoId, amount }: Plan, businessDate: IsoDate) {
  const { investorId, externalAccountId, maturesOn, id } = investment;
  invariant(maturesOn, `investment ${id} has matured`);
  return {
    ...{ id: intoId, investorId, externalAccountId, optionId: option.id, principal: amount },
    ...{ annualRate: option.annualRate, termMonths: option.termMonths, agreementId: documentId },
    ...{ idempotencyKey: `rolled-from-${id}`, status: "ACTIVE" as const, createdOn: toDbDate(businessDate) },
    startedOn: maturesOn,
    maturesOn: toDbDate(addMonths(fromDbDate(maturesOn), option.termMonths)),
  };
}
