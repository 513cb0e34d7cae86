import { recordAudit } from "@/lib/audit/record-audit";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { inTransaction, type Tx } from "@/lib/db";
import { INVESTMENT_AGREEMENT_VERSION } from "@/lib/documents/investment-agreement";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError, invariant } from "@/lib/errors";
import { requireVerifiedEmail } from "@/lib/identity/require-verified-email";
import { newId } from "@/lib/ids";
import { openAccounts } from "@/lib/ledger/accounts";
import { holdTransaction } from "@/lib/ledger/verbs";
import { d } from "@/lib/money/money";
import { createPaymentOrder } from "@/lib/payments/create-payment-order";
import { RAILS, type RailFor } from "@/lib/payments/rails";
import { accountSpecs } from "@/lib/transaction-types/account-codes";
import { investorDeposit } from "@/lib/transaction-types/investor-deposit";
import type { InvestmentOption } from "@/prisma/generated/client";
import { agreementText } from "./agreement-text";
import { lockLimited, requireRoom } from "./capacity";
import { requireBankAccount } from "./find-investment";
import { requireOffered } from "./option-queries";
import { requireOpenGate } from "./gate/gate";
import { refuseAmount } from "./refuse-amount";

export type OpenInvestment = {
  investorId: string;
  userId: string;
  optionId: string;
  amount: string; // dollars
  rail: RailFor<"DEPOSIT">;
  externalAccountId: string; // collected from, unless the investor sends the money, and paid out to
  signedName: string;
  idempotencyKey: string;
  ipAddress?: string | null | undefined;
  userAgent?: string | null | undefined;
};

export type OpenedInvestment = { investmentId: string; paymentOrderId: string };

/**
 * Opens an investment: the agreement is signed, the option's terms are copied, and the deposit is under way. Money that we
 * collect is announced in the ledger as pending; a wire is only expected, and nothing is booked before it arrives.
 * The same idempotency key gives the same investment again.
 *
 * @throws DomainError not-found, withdrawn, invalid (amount), wrong-state (bank account), conflict (key used for
 *   something else), not-allowed before the email address is verified
 */
export async function openInvestment(input: OpenInvestment): Promise<OpenedInvestment> {
  return inTransaction(async (tx) => {
    // Two submissions of one form take turns here, so that the second finds what the first one made.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`open-investment:${input.idempotencyKey}`}, 0))::text`;
    const earlier = await findEarlier(tx, input);
    if (earlier) return earlier;
    await requireVerifiedEmail(tx, { userId: input.userId });
    await requireOpenGate(tx, "The pool takes no deposits");
    const option = await requireOption(tx, input.optionId);
    refuseAmount({
      amount: input.amount,
      minimum: option.minimum.toFixed(2),
      maximum: option.maximum.toFixed(2),
    });
    await requireRoom(tx, option, input.amount);
    const bankAccount = await requireBankAccount(tx, input);
    const today = await businessDate(tx);
    const investmentId = newId("ivm");
    const body = await agreementText(tx, { ...input, option, bankAccount, agreedOn: today });
    const agreement = await signDocument(tx, {
      kind: "investment-agreement",
      templateVersion: INVESTMENT_AGREEMENT_VERSION,
      subjectType: "investment",
      subjectId: investmentId,
      userId: input.userId,
      body,
      signedName: input.signedName,
      signedOn: today,
      ipAddress: input.ipAddress,
      userAgent: input.userAgent,
    });
    await insert(tx, { input, option, investmentId, agreementId: agreement.id, today });
    const paymentOrderId = await startDeposit(tx, { input, investmentId, today });
    return { investmentId, paymentOrderId };
  });
}

async function findEarlier(tx: Tx, input: OpenInvestment): Promise<OpenedInvestment | null> {
  const earlier = await tx.investment.findUnique({ where: { idempotencyKey: input.idempotencyKey } });
  if (!earlier) return null;
  const order = await tx.paymentOrder.findFirstOrThrow({
    where: { subjectType: "investment", subjectId: earlier.id, kind: "DEPOSIT" },
    orderBy: { number: "asc" },
  });
  const isSame =
    earlier.investorId === input.investorId &&
    earlier.optionId === input.optionId &&
    d(earlier.principal).equals(d(input.amount)) &&
    order.rail === input.rail &&
    // A payout account changed since then does not make it another request.
    (order.externalAccountId ?? input.externalAccountId) === input.externalAccountId;
  if (isSame) return { investmentId: earlier.id, paymentOrderId: order.id };
  throw new DomainError(
    "conflict",
    "This form was already used for another investment. Open it again to invest more.",
  );
}

async function requireOption(tx: Tx, optionId: string): Promise<InvestmentOption> {
  await lockLimited(tx, optionId);
  // Locked against an administrator who is withdrawing it at this moment.
  await tx.$queryRaw`SELECT 1 FROM investment_options WHERE id = ${optionId} FOR SHARE`;
  return requireOffered(await tx.investmentOption.findUnique({ where: { id: optionId } }));
}

type Opening = { input: OpenInvestment; investmentId: string; today: IsoDate };

async function insert(
  tx: Tx,
  {
    input,
    option,
    investmentId,
    agreementId,
    today,
  }: Opening & { option: InvestmentOption; agreementId: string },
) {
  await tx.investment.create({
    data: {
      id: investmentId,
      investorId: input.investorId,
      optionId: option.id,
      principal: input.amount,
      annualRate: option.annualRate,
      termMonths: option.termMonths,
      externalAccountId: input.externalAccountId,
      agreementId,
      idempotencyKey: input.idempotencyKey,
      createdOn: toDbDate(today),
    },
  });
  await recordAudit(tx, {
    actorUserId: input.userId,
    action: "investment.open",
    subjectType: "investment",
    subjectId: investmentId,
    detail: { amount: input.amount, optionId: option.id, rail: input.rail },
    businessDate: today,
  });
}

async function startDeposit(tx: Tx, { input, investmentId, today }: Opening): Promise<string> {
  const { investorId, amount, rail } = input;
  await openAccounts(tx, accountSpecs.investment({ investorId, investmentId }));
  const direction = RAILS[rail].uses.DEPOSIT?.direction;
  invariant(direction, `deposits are made by ${rail}`);
  const isPull = direction === "DEBIT";
  const hold = isPull
    ? await holdTransaction(tx, {
        ...investorDeposit({ investorId, investmentId, amount }),
        key: `open-investment:${investmentId}`,
        mode: "authorize",
        effectiveOn: today,
        metadata: { investmentId },
      })
    : null;
  const order = await createPaymentOrder(tx, {
    kind: "DEPOSIT",
    direction,
    rail,
    amount,
    userId: input.userId,
    subjectType: "investment",
    subjectId: investmentId,
    createdOn: today,
    ...(isPull ? { externalAccountId: input.externalAccountId } : {}),
    ...(hold ? { holdTransactionId: hold.transactionId } : {}),
  });
  return order.id;
}
