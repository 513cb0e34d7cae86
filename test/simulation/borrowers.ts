// Those who borrow: who applies, which offer they take, how they pay, and what they do when something comes back.
import { addDays, compare, monthEnd, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { keepTaxId } from "@/lib/identity/tax-id";
import { acceptOffer } from "@/lib/lending/application/accept-offer";
import { repay } from "@/lib/lending/repayment/repay";
import { requestDisbursement } from "@/lib/lending/disbursement/request-disbursement";
import { saveDraft } from "@/lib/lending/application/save-draft";
import { setAutopay } from "@/lib/lending/autopay/set-autopay";
import { submitApplication } from "@/lib/lending/application/submit-application";
import { withdrawApplication } from "@/lib/lending/application/withdraw-application";
import type { Dice } from "./random";
import {
  accountOf,
  attempt,
  click,
  newAccountNumber,
  register,
  type AccountKind,
  type Surroundings,
  NUMBERS,
} from "./person";

type Borrower = {
  name: string;
  userId: string;
  borrowerId: string;
  goodNumber: string;
  taxId: string;
  monthlyIncome: string;
};

/** How somebody pays: ahead, before the month of the installment has passed. Who stops does so for good. */
type Temper = "autopay" | "by hand" | "ahead" | "late" | "stops";
export type Borrowing = {
  loanId: string;
  borrower: Borrower;
  temper: Temper;
  stopsAfter: number;
  /** Whose account is short again and again. */
  isShort: boolean;
  dice: Dice;
};

const TEMPERS: Record<Temper, number> = { autopay: 52, "by hand": 18, ahead: 12, late: 11, stops: 7 };
/** How many wait for the end of the month to be paid. */
const AT_MONTH_END = 0.3;
type Payment = "SCHEDULED" | "PAYOFF" | "OTHER";
type Pay = (days: number, kind: AccountKind, what?: Payment, nth?: string) => void;

const RAILS = { ACH: 6, RTP: 3, WIRE: 1 };
const NOTICE_DAYS = 3;

export class Borrowers {
  readonly byLoan = new Map<string, Borrowing>();
  readonly counts = { applications: 0, declined: 0, loans: 0 };
  readonly #around: Surroundings;
  readonly #known: Borrower[] = [];
  readonly #decided = new Set<string>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Somebody, new or known to us, applies for a loan today. */
  async apply(): Promise<void> {
    const { dice } = this.#around;
    const number = ++this.counts.applications;
    const isKnown = this.#known.length > 10 && dice.chance(0.35);
    const borrower = isKnown ? dice.pick(this.#known) : await this.#newcomer(`Borrower ${number}`);
    if (!borrower) return;
    const form = {
      amount: `${dice.int(10, 120) * 100}.00`,
      purpose: "home-improvement" as const,
      employment: "employed" as const,
      employedYears: dice.int(0, 15),
      monthlyIncome: borrower.monthlyIncome,
      monthlyHousing: `${dice.int(300, 1300)}.00`,
      ...keepTaxId(borrower.taxId),
    };
    await attempt(this.#around, "apply", async () => {
      const { applicationId } = await saveDraft({ borrowerId: borrower.borrowerId, ...form });
      await submitApplication({ borrowerId: borrower.borrowerId, applicationId, ...form });
      this.#later(dice.int(1, 8), "look at the offers", () => this.#consider(borrower, applicationId));
    });
  }

  /** What borrowers do about installments that fall due in a few days, and about payments out that failed. */
  async plan(): Promise<void> {
    const day = addDays(this.#around.today(), NOTICE_DAYS);
    const due = await db.$queryRaw<{ loan_id: string; number: number }[]>`
      SELECT l.id AS loan_id, i.number FROM installments i
        JOIN loans l ON l.id = i.loan_id AND l.schedule_version = i.version AND l.status = 'ACTIVE'
       WHERE i.due_on = ${toDbDate(day)}::date ORDER BY l.number`;
    for (const { loan_id: loanId, number } of due) this.#intend(this.byLoan.get(loanId), number, day);
    const failed = await db.loan.findMany({
      where: { status: "DISBURSEMENT_FAILED" },
      orderBy: { number: "asc" },
      select: { id: true, disbursementTries: true },
    });
    for (const { id, disbursementTries } of failed) {
      if (!this.#once(`${id} paid out again ${disbursementTries}`)) continue;
      const borrowing = this.byLoan.get(id);
      const inDays = this.#around.dice.int(1, 9);
      if (borrowing) this.#later(inDays, "ask for the money again", () => this.#ask(borrowing, "good"));
    }
  }

  async #newcomer(name: string): Promise<Borrower | null> {
    const { dice } = this.#around;
    let borrower: Borrower | null = null;
    await attempt(this.#around, "register", async () => {
      const { userId, borrowerId } = await register(name, "BORROWER");
      // Whoever has closed the account finds out only when money goes there, perhaps with another loan waiting.
      const goodNumber = dice.chance(0.04) ? NUMBERS["closed later"] : newAccountNumber(dice);
      // The bureau reads the last four digits; the first five make each person's number their own.
      const taxId = `${10_000 + this.#known.length}0${dice.int(590, 850)}`;
      const rest = { goodNumber, taxId };
      borrower = {
        name,
        userId,
        borrowerId: borrowerId!,
        ...rest,
        monthlyIncome: `${dice.int(28, 110) * 100}.00`,
      };
    });
    if (borrower) this.#known.push(borrower);
    return borrower;
  }

  async #consider(borrower: Borrower, applicationId: string): Promise<void> {
    const { dice } = this.#around;
    const { borrowerId } = borrower;
    const application = await db.loanApplication.findUniqueOrThrow({
      where: { id: applicationId },
      include: { loan: true, offers: { where: { status: "OPEN" } } },
    });
    if (application.status === "SUBMITTED") {
      return this.#later(2, "look again", () => this.#consider(borrower, applicationId));
    }
    // Accepted already: the answer to the first try was lost.
    if (application.loan) return this.#borrow(borrower, application.loan.id);
    if (application.status !== "OFFERED") {
      this.counts.declined += 1;
      return;
    }
    if (dice.chance(0.03)) return withdrawApplication({ borrowerId, applicationId });
    if (dice.chance(0.04)) return; // the offers expire
    const offers = application.offers.toSorted(
      (a, b) => a.termMonths - b.termMonths || a.method.localeCompare(b.method) || a.amount.cmp(b.amount),
    );
    const offerId = dice.pick(offers).id;
    const { loanId } = await click(this.#around, () =>
      acceptOffer({ borrowerId, offerId, signedName: borrower.name }),
    );
    this.#borrow(borrower, loanId);
  }

  #borrow(borrower: Borrower, loanId: string): void {
    if (this.byLoan.has(loanId)) return;
    const own = this.#around.dice.for(`loan ${this.byLoan.size}`);
    const borrowing = {
      loanId,
      borrower,
      temper: own.weighted(TEMPERS),
      stopsAfter: own.int(1, 14),
      isShort: own.chance(0.08),
      dice: own,
    };
    this.byLoan.set(loanId, borrowing);
    this.counts.loans += 1;
    const kind = own.chance(0.06)
      ? own.pick(["unknown account", "broken", "taken back", "closed later"] as const)
      : "good";
    const soon = addDays(this.#around.today(), own.int(0, 3));
    // By RTP, of whose arrival we know by the next day.
    const dayBefore = addDays(monthEnd(soon), -1);
    const isAtMonthEnd = own.chance(AT_MONTH_END) && compare(dayBefore, soon) >= 0;
    const [on, rail] = isAtMonthEnd ? [dayBefore, "RTP" as const] : [soon, own.weighted(RAILS)];
    this.#around.agenda.on(on, "ask for the money", () => this.#ask(borrowing, kind, rail));
  }

  async #ask(borrowing: Borrowing, kind: AccountKind, rail = borrowing.dice.weighted(RAILS)): Promise<void> {
    const { loanId, borrower, temper } = borrowing;
    const externalAccountId = await accountOf(this.#around, borrower, kind);
    await click(this.#around, () =>
      requestDisbursement({
        ...{ borrowerId: borrower.borrowerId, loanId, externalAccountId, rail },
        isAutopay: temper === "autopay",
        signedName: borrower.name,
      }),
    );
  }

  /** Decides, once for each installment, what its borrower will do about it. */
  #intend(borrowing: Borrowing | undefined, number: number, dueOn: IsoDate): void {
    if (!borrowing || !this.#once(`${borrowing.loanId} ${number}`)) return;
    const { temper, stopsAfter } = borrowing;
    const dice = borrowing.dice.for(`installment ${number}`);
    const at = (days: number, what: string, act: () => Promise<unknown>) =>
      this.#around.agenda.on(addDays(dueOn, Math.max(days, 1 - NOTICE_DAYS)), what, act);
    const pay = (days: number, kind: AccountKind, what: Payment = "SCHEDULED", nth = "") =>
      at(days, `pay ${what}`, () =>
        this.#pay(borrowing, `${number}:${days}:${what}${nth}`, { what, kind, dice }),
      );
    if (temper === "stops" && number > stopsAfter) return;
    if (dice.chance(0.012)) return pay(dice.int(-2, 20), "good", "PAYOFF");
    this.#intendExtras(borrowing, dice, pay);
    const trouble: AccountKind = dice.chance(borrowing.isShort ? 0.7 : 0.06)
      ? dice.pick(["no funds", "not yet available", "taken back", "not authorized", "closed later"] as const)
      : "good";
    if (temper === "autopay") {
      if (trouble === "good") return;
      at(-1, "pay from another account", () => this.#setAutopay(borrowing, trouble));
      return at(dice.int(4, 12), "pay from the old account again", () => this.#setAutopay(borrowing, "good"));
    }
    // Who pays ahead has paid this one after the last one's due date, and now pays the next.
    if (temper === "ahead") {
      if (number === 1) pay(dice.int(-2, 0), "good");
      return pay(dice.int(1, 24), trouble === "good" ? "good" : "taken back");
    }
    const days = temper === "late" ? dice.int(2, 25) : dice.int(-2, 0);
    pay(days, trouble);
    if (trouble !== "good") pay(days + dice.int(5, 9), "good");
  }

  /** Principal ahead of the schedule, once or twice on one day; and now and then the next installment, which autopay then leaves. */
  #intendExtras({ temper }: Borrowing, dice: Dice, pay: Pay): void {
    if (dice.chance(temper === "ahead" ? 0.25 : 0.06)) {
      const [days, kind] = [dice.int(-2, 24), dice.chance(0.2) ? "taken back" : "good"] as const;
      pay(days, kind, "OTHER");
      if (dice.chance(0.3)) pay(days, "good", "OTHER", ":again");
    }
    if (temper !== "ahead" && temper !== "stops" && dice.chance(0.05))
      pay(dice.int(4, 24), "good", "SCHEDULED", ":early");
  }

  async #pay(
    { loanId, borrower }: Borrowing,
    key: string,
    { what, kind, dice }: { what: Payment; kind: AccountKind; dice: Dice },
  ): Promise<void> {
    const externalAccountId = await accountOf(this.#around, borrower, kind);
    const amount = what === "OTHER" ? { amount: `${dice.int(20, 900)}.${dice.int(10, 99)}` } : {};
    const request = { borrowerId: borrower.borrowerId, loanId, kind: what, externalAccountId, ...amount };
    await click(this.#around, () => repay({ ...request, idempotencyKey: `simulation:${loanId}:${key}` }));
  }

  async #setAutopay({ loanId, borrower }: Borrowing, kind: AccountKind): Promise<void> {
    const externalAccountId = await accountOf(this.#around, borrower, kind);
    await setAutopay({
      borrowerId: borrower.borrowerId,
      loanId,
      isAutopay: true,
      externalAccountId,
      signedName: borrower.name,
    });
  }

  #later(days: number, what: string, act: () => Promise<unknown>): void {
    this.#around.agenda.on(addDays(this.#around.today(), days), what, act);
  }

  #once(what: string): boolean {
    if (this.#decided.has(what)) return false;
    this.#decided.add(what);
    return true;
  }
}
