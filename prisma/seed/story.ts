// Carries out the story of people.ts day by day, through the same verbs that the pages call and with the sandbox bank,
// so that the seeded books are books and not decoration.
import { createHash } from "node:crypto";
import { addDays, addMonths, compare, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { DomainError, invariant } from "@/lib/errors";
import { registerUser } from "@/lib/identity/register-user";
import { keepTaxId } from "@/lib/identity/tax-id";
import { openInvestment } from "@/lib/investing/open-investment";
import { certifyTin } from "@/lib/investing/taxes/certify-tin";
import { payeeOf } from "@/lib/investing/taxes/payees";
import { requestWithdrawal } from "@/lib/investing/exits/request-withdrawal";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { runBusinessDay } from "@/lib/jobs/run-business-day";
import { waiveFee } from "@/lib/jobs/waive-fee";
import { listFees } from "@/lib/lending/delinquency/fee-queries";
import { getLoan } from "@/lib/lending/reading/loan-queries";
import { startRefund } from "@/lib/lending/refunds/start-refund";
import { acceptOffer } from "@/lib/lending/application/accept-offer";
import { businessAnswersInput } from "@/lib/lending/credit/business-answers";
import { decideApplication } from "@/lib/lending/application/decide-application";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { saveDraft } from "@/lib/lending/application/save-draft";
import { submitApplication } from "@/lib/lending/application/submit-application";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import { agreeToSign } from "./agree-to-sign";
import {
  accountNumberOf,
  ACCOUNT_WITHOUT_FUNDS,
  ADMINISTRATOR,
  BORROWERS,
  DEMO_LOGINS,
  INVESTORS,
  LAST_DAY,
  PASSWORD,
  ROUTING_NUMBER,
  type BorrowerStory,
  type InvestorStory,
} from "./people";

type Investing = InvestorStory & { userId: string; investorId: string; externalAccountId: string };
type Repaying = BorrowerStory & { userId: string; borrowerId: string; loanId: string; dueOn: IsoDate[] };

/** Called when a verb refuses a step of the story because somebody used the product while it was loading. */
export type OnRefusal = (sentence: string) => void;

/** Brittany and Art, whom one can be with one click on the first page. The story finds them when their day comes. */
export async function registerFirst(): Promise<void> {
  for (const person of [...INVESTORS, ...BORROWERS])
    if (FIRST_PEOPLE.includes(person.email))
      await register(person, "purpose" in person ? "BORROWER" : "INVESTOR");
}

const FIRST_PEOPLE = DEMO_LOGINS.map(({ email }) => email);

/**
 * Makes the story from a day to its end. A day that was broken off is computed again: what was done of it is found and left.
 *
 * @param from  the first day that is not over; the clock is on it or on the day before
 * @param onDay called when a day begins, with the last one that is over
 * @param onRefusal without it, a refusal ends the story
 */
export async function tellStory({
  from,
  onDay,
  onRefusal,
}: {
  from: IsoDate;
  onDay: (day: IsoDate) => void | Promise<void>;
  onRefusal?: OnRefusal | undefined;
}) {
  const attempt = (work: () => Promise<unknown>) => unlessRefused(work, onRefusal);
  const repaying = await borrowersBefore(from);
  for (let day = from; compare(day, LAST_DAY) <= 0; day = addDays(day, 1)) {
    await onDay(day);
    await db.businessClock.update({ where: { id: 1 }, data: { businessDate: toDbDate(day) } });
    await runBusinessDay(day);
    for (const person of INVESTORS)
      for (const [number, deposit] of person.deposits.entries())
        if (deposit.on === day) await attempt(() => makeDeposit(day, { person, deposit, number }));
        else if (deposit.leaves?.on === day) await attempt(() => leaveEarly(person, deposit.leaves!, number));
    for (const person of BORROWERS.filter(({ appliesOn }) => appliesOn === day))
      await attempt(async () => {
        const borrower = await applyAndBorrow(person, { isAgain: day === from });
        if (borrower) repaying.push(borrower);
      });
    for (const borrower of repaying) await attempt(() => repayments(borrower, day));
  }
}

export async function unlessRefused(work: () => Promise<unknown>, onRefusal: OnRefusal | undefined) {
  try {
    await work();
  } catch (error) {
    if (!onRefusal || !(error instanceof DomainError)) throw error;
    onRefusal(`Left out of the sample data: ${error.message}`);
  }
}

type Deposit = InvestorStory["deposits"][number];

async function makeDeposit(
  day: IsoDate,
  { person, deposit, number }: { person: InvestorStory; deposit: Deposit; number: number },
) {
  const investor = await investorOf(person);
  const option = await db.investmentOption.findFirst({
    where: { termMonths: deposit.termMonths, isOffered: true },
  });
  if (!option) throw new DomainError("not-found", `Nothing is offered for ${deposit.termMonths} months.`);
  const { paymentOrderId, investmentId } = await openInvestment({
    investorId: investor.investorId,
    userId: investor.userId,
    optionId: option.id,
    amount: deposit.amount,
    rail: deposit.rail,
    externalAccountId: investor.externalAccountId,
    signedName: person.name,
    idempotencyKey: `story:${person.email}:deposit:${number}`,
  });
  if (deposit.isReinvested) {
    const signed = { choice: "ROLL_ALL", minimumRate: null, signedName: person.name } as const;
    await setMaturityInstruction({ ...investor, investmentId, ...signed });
  }
  if (deposit.rail === "WIRE") await sendWire(day, paymentOrderId, deposit.amount);
}

async function leaveEarly(
  person: InvestorStory,
  { amount }: NonNullable<Deposit["leaves"]>,
  number: number,
): Promise<void> {
  const investor = await investorOf(person);
  const key = `story:${person.email}:deposit:${number}`;
  const investment = await db.investment.findUnique({ where: { idempotencyKey: key } });
  if (!investment) throw new DomainError("not-found", `${person.name} has not made this deposit.`);
  await requestWithdrawal({
    ...{ ...investor, investmentId: investment.id, amount },
    ...{ signedName: person.name, idempotencyKey: `${key}:leaves` },
  });
}

async function investorOf(person: InvestorStory): Promise<Investing> {
  const userId = await register(person, "INVESTOR");
  const investor = await db.investor.findUnique({ where: { userId } });
  if (!investor) throw new DomainError("not-found", `${person.name} does not invest.`);
  await agreeToSign({ userId });
  await certify(userId, person);
  const externalAccountId = await accountOf(userId, person.name, accountNumberOf(person.email));
  return { ...person, userId, investorId: investor.id, externalAccountId };
}

/** Once: people make several deposits. */
async function certify(userId: string, { name, email }: InvestorStory): Promise<void> {
  if ((await payeeOf(userId)).facts) return;
  const [firstName, ...rest] = name.split(" ");
  const digits = createHash("sha256").update(email).digest().readUInt32BE() % 100_000;
  await certifyTin({
    ...{ userId, payeeKind: "INDIVIDUAL", firstName: firstName!, lastName: rest.join(" ") || "Doe" },
    ...{ businessName: "", tin: `9007${String(digits).padStart(5, "0")}`, street: "1 Main Street" },
    ...{ city: "New York", state: "NY", zip: "10001", isSubjectToWithholding: false },
    ...{ isDeliveredElectronically: true, isCertified: true },
  });
}

/** @returns the person's user, who may be there already */
async function register(
  person: InvestorStory | BorrowerStory,
  role: "INVESTOR" | "BORROWER",
): Promise<string> {
  const { name, email } = person;
  const known = await db.user.findUnique({ where: { email } });
  if (known) return known.id;
  const business = "business" in person ? person.business : undefined;
  const { userId } = await registerUser({
    ...{ name, email, password: PASSWORD },
    roles: [role],
    ...(role === "BORROWER"
      ? { borrower: business ? { kind: "BUSINESS" as const, ...business } : { kind: "PERSON" as const } }
      : {}),
  });
  return userId;
}

/** The account with this number among the person's, or a new one. */
async function accountOf(userId: string, holderName: string, accountNumber: string): Promise<string> {
  const known = await db.externalAccount.findFirst({
    where: { userId, accountNumberLast4: accountNumber.slice(-4), removedAt: null },
  });
  return (known ?? (await addBankAccount(userId, holderName, accountNumber))).id;
}

/** Sends the wire once the bank expects it, and lets this day's run hear of it. */
async function sendWire(day: IsoDate, paymentOrderId: string, amount: string) {
  await runBusinessDay(day);
  const { reference, status } = await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  if (status === "COMPLETED") return; // it was sent before the story was broken off
  await simulateIncomingWire({ reference, amount });
  await runBusinessDay(day);
}

/**
 * Applies, takes an offer and has it paid out. With `isAgain` an application that is there is the story's own, broken off;
 * otherwise somebody else made it in this person's name, and the story leaves both alone.
 */
async function applyAndBorrow(
  person: BorrowerStory,
  { isAgain }: { isAgain: boolean },
): Promise<Repaying | null> {
  const { name, business, amount, purpose, takes } = person;
  const userId = await register(person, "BORROWER");
  const borrower = await db.borrower.findFirst({ where: { userId } });
  if (!borrower) throw new DomainError("not-found", `${name} does not borrow.`);
  const borrowerId = borrower.id;
  const begun = await db.loanApplication.findFirst({ where: { borrowerId }, orderBy: { number: "desc" } });
  if (begun && !isAgain) throw new DomainError("wrong-state", `${name} has applied already.`);
  await agreeToSign({ userId });
  const form = { amount, purpose, ...(business ? answersOf(business) : statementOf(person)) };
  const { applicationId } = begun ? { applicationId: begun.id } : await saveDraft({ borrowerId, ...form });
  if (takes === "draft") return null;
  if (!begun || begun.status === "DRAFT") await submitApplication({ borrowerId, applicationId, ...form });
  await decideApplication({ applicationId });
  if (!takes) return null; // declined, or still thinking it over
  const loan =
    (await db.loan.findFirst({ where: { applicationId } })) ??
    (await takeOffer({ borrowerId, applicationId, signedName: name, ...takes }));
  if (loan.status === "AWAITING_DETAILS")
    await requestDisbursement({
      borrowerId,
      loanId: loan.id,
      externalAccountId: await accountOf(userId, business?.legalName ?? name, accountNumberOf(person.email)),
      rail: takes.rail,
      isAutopay: person.repays?.daysAfterDue === undefined,
      signedName: name,
    });
  return { ...person, userId, borrowerId, loanId: loan.id, dueOn: [] };
}

async function takeOffer({
  method,
  termMonths,
  applicationId,
  borrowerId,
  signedName,
}: {
  method: "FLAT" | "EQUAL_INSTALLMENT";
  termMonths: number;
  applicationId: string;
  borrowerId: string;
  signedName: string;
}) {
  const offer = await db.offer.findFirst({
    where: { applicationId, method, termMonths },
    orderBy: { amount: "desc" },
  });
  if (!offer) throw new DomainError("not-found", `${signedName} was not offered ${termMonths} months.`);
  const { loanId } = await acceptOffer({ borrowerId, offerId: offer.id, signedName });
  return db.loan.findUniqueOrThrow({ where: { id: loanId } });
}

/** Those whose loan was made on an earlier day, for a story that continues. */
async function borrowersBefore(day: IsoDate): Promise<Repaying[]> {
  const earlier = BORROWERS.filter(({ appliesOn }) => compare(appliesOn, day) < 0);
  if (earlier.length === 0) return [];
  const loans = await db.loan.findMany({
    where: { borrower: { user: { email: { in: earlier.map(({ email }) => email) } } } },
    include: { borrower: { include: { user: true } } },
    orderBy: { number: "asc" },
  });
  return earlier.flatMap((person) => {
    const loan = loans.find(({ borrower }) => borrower.user.email === person.email);
    return loan
      ? [{ ...person, userId: loan.borrower.userId, borrowerId: loan.borrowerId, loanId: loan.id, dueOn: [] }]
      : [];
  });
}

function answersOf({ answers }: NonNullable<BorrowerStory["business"]>) {
  return { business: businessAnswersInput.parse(answers) };
}

function statementOf({ email, income, housing, employedYears, taxIdLast4 }: BorrowerStory) {
  invariant(
    income && housing && employedYears !== undefined && taxIdLast4,
    `${email} states what a person does`,
  );
  const number = BORROWERS.findIndex((each) => each.email === email);
  return {
    employment: "employed" as const,
    employedYears,
    monthlyIncome: income,
    monthlyHousing: housing,
    ...keepTaxId(`${90_150 + number}${taxIdLast4}`), // of the range that is given to nobody's Social Security
  };
}

function addBankAccount(userId: string, holderName: string, accountNumber: string) {
  return addExternalAccount({
    userId,
    holderName,
    routingNumber: ROUTING_NUMBER,
    accountNumber,
    accountType: "checking",
    bankName: "First Bank of Practice",
  });
}

const DAYS_UNTIL_PAID_AGAIN = 6;

/** What a borrower does by hand on this day; autopay needs nobody. */
async function repayments(borrower: Repaying, day: IsoDate) {
  const { repays, borrowerId, loanId } = borrower;
  if (!repays) return;
  const pay = (
    what: string,
    payment: { kind: "SCHEDULED" | "OTHER" | "PAYOFF"; amount?: string; externalAccountId?: string },
  ) => repay({ borrowerId, loanId, ...payment, idempotencyKey: `story:${loanId}:${what}:${day}` });

  if (repays.payoffOn === day) await pay("payoff", { kind: "PAYOFF" });
  if (repays.extra?.on === day) await pay("extra", { kind: "OTHER", amount: repays.extra.amount });
  if (repays.daysAfterDue === undefined) return;

  await payLate(borrower, day, (amount) => pay("late", { kind: "OTHER", amount }));
  const number = await installmentPaidOn(borrower, day, repays.daysAfterDue);
  if (number && number !== repays.late?.installment && number <= (repays.stopsAfter ?? Infinity)) {
    const account =
      number === repays.returned
        ? await accountOf(
            borrower.userId,
            borrower.business?.legalName ?? borrower.name,
            ACCOUNT_WITHOUT_FUNDS,
          )
        : null;
    await pay("installment", { kind: "SCHEDULED", ...(account ? { externalAccountId: account } : {}) });
  }
  const again = await installmentPaidOn(borrower, day, repays.daysAfterDue + DAYS_UNTIL_PAID_AGAIN);
  if (again && again === repays.returned) await pay("again", { kind: "SCHEDULED" });
}

const DAYS_UNTIL_WAIVED = 7;

/** The installment that is paid late, with its fee; where the fee was not to be, it is waived a week later and refunded. */
async function payLate(borrower: Repaying, day: IsoDate, pay: (amount: string) => Promise<unknown>) {
  const late = borrower.repays?.late;
  if (!late) return;
  const { loanId } = borrower;
  if ((await installmentPaidOn(borrower, day, late.daysAfterDue)) === late.installment) {
    const loan = await getLoan(borrower.borrowerId, loanId);
    return loan?.late ? pay(loan.late.toPay) : undefined;
  }
  if (!late.isWaived) return;
  if ((await installmentPaidOn(borrower, day, late.daysAfterDue + DAYS_UNTIL_WAIVED)) !== late.installment)
    return;
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: ADMINISTRATOR.email } });
  const fee = (await listFees(loanId)).find(({ waivedOn, paid, amount }) => !waivedOn && paid === amount);
  if (!fee) return;
  await waiveFee({
    ...{ userId, loanId, feeId: fee.id, reason: "bank-error" },
    note: "The borrower's bank had held the payment back.",
  });
  await startRefund({ loanId, userId, amount: fee.amount });
}

/** The number of the installment that was due `daysAfterDue` days before `day`; null when none was. */
async function installmentPaidOn(borrower: Repaying, day: IsoDate, daysAfterDue: number) {
  if (borrower.dueOn.length === 0) {
    const { disbursedOn, termMonths } = await db.loan.findUniqueOrThrow({ where: { id: borrower.loanId } });
    if (!disbursedOn) return null;
    const start = fromDbDate(disbursedOn);
    borrower.dueOn = Array.from({ length: termMonths }, (_, index) => addMonths(start, index + 1));
  }
  const index = borrower.dueOn.indexOf(addDays(day, -daysAfterDue));
  return index === -1 ? null : index + 1;
}
