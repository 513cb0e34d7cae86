// Carries out the story of people.ts day by day, through the same verbs that the pages call and with the stand-in bank,
// so that the seeded books are books and not decoration.
import { addDays, addMonths, compare, fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { invariant } from "@/lib/errors";
import { giveESignConsent } from "@/lib/documents/e-sign-consent";
import { registerUser } from "@/lib/identity/register-user";
import { keepTaxId } from "@/lib/identity/tax-id";
import { openInvestment } from "@/lib/investing/open-investment";
import { runBusinessDay } from "@/lib/jobs/run-business-day";
import { acceptOffer } from "@/lib/lending/application/accept-offer";
import { businessAnswersInput } from "@/lib/lending/credit/business-answers";
import { decideApplication } from "@/lib/lending/application/decide-application";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { saveDraft } from "@/lib/lending/application/save-draft";
import { submitApplication } from "@/lib/lending/application/submit-application";
import { addExternalAccount } from "@/lib/payments/external-accounts";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import {
  accountNumberOf,
  ACCOUNT_WITHOUT_FUNDS,
  BORROWERS,
  FIRST_DAY,
  INVESTORS,
  LAST_DAY,
  PASSWORD,
  ROUTING_NUMBER,
  type BorrowerStory,
  type InvestorStory,
} from "./people";
import { connectAccounting } from "./accounting";
import { keepBooks } from "./books";
import { writeMessages } from "./messages";

type Investing = InvestorStory & { userId: string; investorId: string; externalAccountId: string };
type Repaying = BorrowerStory & { userId: string; borrowerId: string; loanId: string; dueOn: IsoDate[] };

/** Tells the whole story, from the first day to the last. The clock stands on the first day. */
export async function tellStory(onDay: (day: IsoDate) => void = () => {}) {
  const investors = new Map<string, Investing>();
  const repaying: Repaying[] = [];
  for (let day = FIRST_DAY; compare(day, LAST_DAY) <= 0; day = addDays(day, 1)) {
    onDay(day);
    await db.businessClock.update({ where: { id: 1 }, data: { businessDate: toDbDate(day) } });
    await runBusinessDay(day);
    await depositsOf(day, investors);
    for (const person of BORROWERS.filter(({ appliesOn }) => appliesOn === day)) {
      const borrower = await applyAndBorrow(person);
      if (borrower) repaying.push(borrower);
    }
    for (const borrower of repaying) await repayments(borrower, day);
  }
  await writeMessages();
  await keepBooks();
  await connectAccounting();
}

async function depositsOf(day: IsoDate, known: Map<string, Investing>) {
  for (const person of INVESTORS) {
    for (const [number, deposit] of person.deposits.entries()) {
      if (deposit.on !== day) continue;
      const investor = known.get(person.email) ?? (await registerInvestor(person));
      known.set(person.email, investor);
      const option = await db.investmentOption.findFirstOrThrow({
        where: { termMonths: deposit.termMonths, isOffered: true },
      });
      const { paymentOrderId } = await openInvestment({
        investorId: investor.investorId,
        userId: investor.userId,
        optionId: option.id,
        amount: deposit.amount,
        rail: deposit.rail,
        externalAccountId: investor.externalAccountId,
        signedName: person.name,
        idempotencyKey: `story:${person.email}:deposit:${number}`,
      });
      if (deposit.rail === "WIRE") await sendWire(day, paymentOrderId, deposit.amount);
    }
  }
}

async function registerInvestor(person: InvestorStory): Promise<Investing> {
  const { userId, investorId } = await registerUser({ ...person, password: PASSWORD, roles: ["INVESTOR"] });
  invariant(investorId, "an investor was registered");
  await giveESignConsent({ userId });
  const { id } = await addBankAccount(userId, person.name, accountNumberOf(person.email));
  return { ...person, userId, investorId, externalAccountId: id };
}

/** Sends the wire once the bank expects it, and lets this day's run hear of it. */
async function sendWire(day: IsoDate, paymentOrderId: string, amount: string) {
  await runBusinessDay(day);
  const { reference } = await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
  await simulateIncomingWire({ reference, amount });
  await runBusinessDay(day);
}

async function applyAndBorrow(person: BorrowerStory): Promise<Repaying | null> {
  const { name, email, business, amount, purpose } = person;
  const { userId, borrowerId } = await registerUser({
    ...{ name, email, password: PASSWORD },
    roles: ["BORROWER"],
    borrower: business ? { kind: "BUSINESS", ...business } : { kind: "PERSON" },
  });
  invariant(borrowerId, "a borrower was registered");
  await giveESignConsent({ userId });
  const form = { amount, purpose, ...(business ? answersOf(business) : statementOf(person)) };
  const { applicationId } = await saveDraft({ borrowerId, ...form });
  if (person.takes === "draft") return null;
  await submitApplication({ borrowerId, applicationId, ...form });
  await decideApplication({ applicationId });
  if (!person.takes) return null; // declined, or still thinking it over
  const { method, termMonths, rail } = person.takes;
  const offer = await db.offer.findFirstOrThrow({
    where: { applicationId, method, termMonths },
    orderBy: { amount: "desc" },
  });
  const { loanId } = await acceptOffer({ borrowerId, offerId: offer.id, signedName: person.name });
  const account = await addBankAccount(userId, business?.legalName ?? name, accountNumberOf(person.email));
  await requestDisbursement({
    borrowerId,
    loanId,
    externalAccountId: account.id,
    rail,
    isAutopay: person.repays?.daysAfterDue === undefined,
    signedName: person.name,
  });
  return { ...person, userId, borrowerId, loanId, dueOn: [] };
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

  const number = await installmentPaidOn(borrower, day, repays.daysAfterDue);
  if (number && number <= (repays.stopsAfter ?? Infinity)) {
    const account =
      number === repays.returned
        ? await addBankAccount(
            borrower.userId,
            borrower.business?.legalName ?? borrower.name,
            ACCOUNT_WITHOUT_FUNDS,
          )
        : null;
    await pay("installment", { kind: "SCHEDULED", ...(account ? { externalAccountId: account.id } : {}) });
  }
  const again = await installmentPaidOn(borrower, day, repays.daysAfterDue + DAYS_UNTIL_PAID_AGAIN);
  if (again && again === repays.returned) await pay("again", { kind: "SCHEDULED" });
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
