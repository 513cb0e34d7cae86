// For tests of investing and pool: people, dates, and a bank that says what it did. Real verbs on a real database; only
// the provider's HTTP is left out.
import { recordAccruals } from "@/lib/accruals/record-accruals";
import { now } from "@/lib/clock";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction, type Tx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { book } from "@/lib/ledger/post-facts";
import { getBalances } from "@/lib/ledger/queries";
import { postTransaction } from "@/lib/ledger/verbs";
import { interestCalculation } from "@/lib/transaction-types/interest-calculation";
import type { PaymentStatus } from "@/prisma/generated/enums";
import { agreeToSign, newBankAccount, setBusinessDate } from "@/test/story";
import { failDeposits } from "@/lib/investing/fail-deposit";
import { failWithdrawals, returnWithdrawals } from "@/lib/investing/exits/fail-withdrawal";
import { settleWithdrawals } from "@/lib/investing/exits/settle-withdrawal";
import { failPayouts } from "@/lib/investing/fail-payout";
import { listInterestDue } from "@/lib/investing/interest-due";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { openInvestment } from "@/lib/investing/open-investment";
import { seal } from "@/lib/payments/sealing";
import { returnDeposits } from "@/lib/investing/return-deposit";
import { returnPayouts } from "@/lib/investing/return-payout";
import { settleDeposits } from "@/lib/investing/settle-deposit";
import { settlePayouts } from "@/lib/investing/settle-payout";

export type TestInvestor = { userId: string; investorId: string; externalAccountId: string };

/** A person with an investor role, one bank account and, unless asked otherwise, a certified number; the menu is there. */
export async function newInvestor(name: string, { isCertified = true } = {}): Promise<TestInvestor> {
  await ensureInvestmentOptions(db);
  const userId = newId("usr");
  const investorId = newId("inv");
  const email = `${userId}@example.com`;
  await db.user.create({
    data: { id: userId, email, name, passwordHash: "-", investor: { create: { id: investorId } } },
  });
  await agreeToSign(userId);
  if (isCertified) await certifyForTest(userId, name);
  return { userId, investorId, externalAccountId: await newBankAccount(userId) };
}

/** Name and number certified, so that no tax is withheld. Beside the verb, because some stories begin without a date. */
async function certifyForTest(userId: string, name: string): Promise<void> {
  const id = newId("tin");
  const [firstName, ...rest] = name.split(" ");
  await db.taxCertification.create({
    data: {
      ...{
        id,
        userId,
        firstName,
        name: rest.join(" ") || "Doe",
        payeeKind: "INDIVIDUAL",
        tinKind: "SSN",
        tinLast4: "6789",
      },
      ...{
        tinSealed: seal("123456789", id),
        street: "1 Main Street",
        city: "New York",
        state: "NY",
        zip: "10001",
      },
      ...{ isCertified: true, isSubjectToWithholding: false, isDeliveredElectronically: true },
      givenOn: toDbDate("2025-01-01"),
    },
  });
}

type Opening = { optionId?: string; amount?: string; rail?: "ACH" | "WIRE"; idempotencyKey?: string };

export async function open(investor: TestInvestor, opening: Opening = {}) {
  const { name } = await db.user.findUniqueOrThrow({ where: { id: investor.userId } });
  return openInvestment({
    ...investor,
    optionId: opening.optionId ?? "opt_12_months",
    amount: opening.amount ?? "10000.00",
    rail: opening.rail ?? "ACH",
    signedName: name,
    idempotencyKey: opening.idempotencyKey ?? newId("key"),
  });
}

/** Opens an investment whose deposit clears on the date. */
export async function openAndClear(investor: TestInvestor, on: IsoDate, opening: Opening = {}) {
  await setBusinessDate(on);
  const opened = await open(investor, opening);
  await bankSays(opened.paymentOrderId, "COMPLETED", on);
  return opened;
}

const VERBS = {
  DEPOSIT: { COMPLETED: settleDeposits, RETURNED: returnDeposits, FAILED: failDeposits },
  PAYOUT: { COMPLETED: settlePayouts, RETURNED: returnPayouts, FAILED: failPayouts },
  WITHDRAWAL: { COMPLETED: settleWithdrawals, RETURNED: returnWithdrawals, FAILED: failWithdrawals },
} as const;

const isOfInvestment = (kind: string): kind is keyof typeof VERBS => kind in VERBS;

/** The bank's news about a payment order, acted on as the job would: status, transition and verb in one transaction. */
export async function bankSays(
  paymentOrderId: string,
  status: "COMPLETED" | "RETURNED" | "FAILED" | "CANCELLED",
  on: IsoDate,
  returnCode?: string,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { kind } = await recordBankStatus(tx, paymentOrderId, status, on, returnCode);
    if (!isOfInvestment(kind)) throw new Error(`${kind} is not a payment of an investment`);
    const verb = VERBS[kind][status === "CANCELLED" ? "FAILED" : status];
    const outcome = { paymentOrderId, businessDate: on, ...(returnCode ? { returnCode } : {}) };
    await book(tx, [await verb(tx, [outcome])]);
  });
}

export async function recordBankStatus(
  tx: Tx,
  paymentOrderId: string,
  status: PaymentStatus,
  on: IsoDate,
  returnCode?: string,
) {
  await tx.paymentTransition.create({
    data: { paymentOrderId, toStatus: status, businessDate: toDbDate(on), source: "poll", handledAt: now() },
  });
  return tx.paymentOrder.update({
    where: { id: paymentOrderId },
    data: { status, returnCode: returnCode ?? null },
  });
}

/** Posted balances by account code. */
export async function postedOn(...codes: string[]): Promise<Record<string, string>> {
  const balances = await getBalances(codes);
  return Object.fromEntries(codes.map((code) => [code, balances.get(code)?.posted ?? "none"]));
}

/** Credits what an interest run would, on the investors' side alone: the run itself is tested in lib/pool. */
export async function creditInterest(on: IsoDate): Promise<void> {
  await inTransaction(async (tx) => {
    const investors = await listInterestDue(tx, { businessDate: on });
    if (investors.length === 0) return;
    const { transactionId } = await postTransaction(tx, {
      ...interestCalculation({ borrowers: [], investors }),
      key: newId("interest"),
      mode: "record",
      effectiveOn: on,
    });
    await recordAccruals(
      tx,
      investors.map(({ investmentId, period, amount }) => ({
        ...({ type: "investment", id: investmentId, period, amount } as const),
        businessDate: on,
        transactionId: BigInt(transactionId),
      })),
    );
  });
}

/** Cash into the pool that belongs to nobody, so that a payout can be made; represents borrowers who repaid. */
export async function addRevenueToCash(amount: string, on: IsoDate): Promise<void> {
  await inTransaction((tx) =>
    postTransaction(tx, {
      key: newId("test"),
      eventType: "borrower-repayment",
      mode: "record",
      effectiveOn: on,
      lines: [
        { account: "cash", side: "debit", amount },
        { account: "revenue:interest", side: "credit", amount },
      ],
    }),
  );
}

/** Cash out of the pool, as if it had been lent. */
export async function lendOut(amount: string, on: IsoDate): Promise<void> {
  await inTransaction((tx) =>
    postTransaction(tx, {
      key: newId("test"),
      eventType: "borrower-disbursement",
      mode: "authorize",
      effectiveOn: on,
      lines: [
        { account: "revenue:interest", side: "debit", amount },
        { account: "cash", side: "credit", amount },
      ],
    }),
  );
}
