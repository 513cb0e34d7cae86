// The whole product on a virtual clock: people, the bank, the worker and the day runs, all by the dice of one seed.
import { createHash } from "node:crypto";
import { POST as webhookDoor } from "@/app/api/webhooks/payments/route";
import { addDays, addMonths, compare, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { moveBusinessDate } from "@/lib/jobs/move-business-date";
import { requestDateMove } from "@/lib/jobs/request-date-move";
import { runBusinessDay } from "@/lib/jobs/run-business-day";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { pollPayments } from "@/lib/payments/poll-payments";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { Administrator } from "./administrator";
import { Agenda } from "./agenda";
import { Borrowers } from "./borrowers";
import { isBroughtAbout } from "./faults";
import { Investors } from "./investors";
import { CALM } from "./network";
import { attempt, type Surroundings } from "./person";
import { Dice } from "./random";
import { trialBalance } from "./trial-balance";
import {
  countSeldom,
  findFaults,
  findStuckOrders,
  QUIET_DAYS,
  standOfInvestments,
  standOfLoans,
  type Standing,
} from "./verdict";
import { Worker } from "./worker";
import type { World } from "./world";

export type Options = { seed: number; months: number; loans: number };
export type Month = { date: IsoDate; wallMs: number; loans: number; investments: number; statements: number };
export type Outcome = {
  trialBalance: string[];
  digest: string; // of the trial balance
  loans: Standing;
  investments: Standing;
  refusals: Record<string, number>;
  statementsBy: Record<string, number>;
  counts: Record<string, number>;
};

const FIRST_DAY: IsoDate = "2026-01-05";
const ROUGH = { outOfOrder: 0.01, lostAnswer: 0.01, isBankDown: false };
const DAY_KILLED = 0.06;
const BANK_DOWN = 0.02;
const RUN_TWICE = 0.03;
const MOVED_BY_HAND = 0.15;
const MOST_TRIES = 20;
/** New loans are spread over this share of the time; the rest is for repaying. */
const LENDING_SHARE = 0.75;

/** Something is not as it must be. The sentence says what, when, and how to see it again. */
export class SimulationFailure extends Error {}

export class Simulation {
  readonly #options: Options;
  readonly #world: World;
  readonly #dice: Dice;
  readonly #around: Surroundings;
  readonly #borrowers: Borrowers;
  readonly #investors: Investors;
  readonly #administrator: Administrator;
  readonly #worker: Worker;
  readonly #refusals: Record<string, number> = {};
  readonly #lastEvents: string[] = [];
  readonly #days: number;
  readonly #lastDay: IsoDate;
  #today = FIRST_DAY;
  #isRough = true;
  #outages = 0;
  #statementsOfADay = 20;

  constructor(world: World, options: Options) {
    this.#world = world;
    this.#options = options;
    this.#dice = new Dice(options.seed).for("society");
    this.#lastDay = addMonths(FIRST_DAY, options.months);
    this.#days = Math.round((Date.parse(this.#lastDay) - Date.parse(FIRST_DAY)) / 86_400_000);
    const isRough = () => this.#isRough;
    this.#around = {
      dice: this.#dice,
      agenda: new Agenda(),
      mortality: world.mortality,
      today: () => this.#today,
      isRough,
      refused: (what, reason) => {
        const sentence = `${what}: ${reason.replaceAll(/[$\d][\d,.]*/g, "N")}`;
        this.#refusals[sentence] = (this.#refusals[sentence] ?? 0) + 1;
      },
    };
    this.#borrowers = new Borrowers(this.#around);
    this.#investors = new Investors(this.#around);
    this.#administrator = new Administrator(this.#around);
    this.#worker = new Worker(new Dice(options.seed).for("worker"), world.mortality, isRough);
  }

  /**
   * Runs from the first day to the last, and some quiet days more, in which all that is on its way arrives.
   *
   * @param onMonth hears of every month whose books hold
   * @throws SimulationFailure with the seed, the date and the command that brings it back
   */
  async run(onMonth: (month: Month) => void = () => {}): Promise<Outcome> {
    try {
      await this.#begin();
      while (compare(this.#today, this.#lastDay) < 0) {
        await this.#nextDay();
        if (this.#today.endsWith("-01")) await this.#closeMonth(onMonth);
        await this.#peopleAct();
      }
      return await this.#end(onMonth);
    } catch (error) {
      throw this.#failure(error);
    }
  }

  async #begin(): Promise<void> {
    await inTransaction(async (tx) => {
      await tx.businessClock.create({ data: { id: 1, businessDate: toDbDate(FIRST_DAY) } });
      await ensureInvestmentOptions(tx);
      await ensureLoanProducts(tx);
    });
    await setBankDate(FIRST_DAY);
  }

  /** The day comes, or an administrator moves the date to it; the worker runs it, and is started again when it dies. */
  async #nextDay(): Promise<void> {
    const { network, mortality } = this.#world;
    const day = addDays(this.#today, 1);
    this.#today = day;
    mortality.activity = "day run";
    const runDay = this.#dice.chance(MOVED_BY_HAND) ? await this.#moveTo(day) : await this.#comesTo(day);
    network.weather = this.#isRough ? ROUGH : CALM;
    const isOutage = this.#isRough && this.#dice.chance(BANK_DOWN);
    if (isOutage) {
      this.#outages += 1;
      network.weather = { ...ROUGH, isBankDown: true };
    }
    for (let tries = 1; ; tries += 1) {
      const before = mortality.counts.statements;
      if (this.#isRough && this.#dice.chance(DAY_KILLED)) {
        mortality.dieAfter(this.#dice.int(1, this.#statementsOfADay));
      }
      try {
        await runDay();
        if (!mortality.isDead) {
          this.#statementsOfADay = mortality.counts.statements - before;
          break;
        }
        this.#note(`the worker died on ${day} without a trace`);
      } catch (error) {
        if (!isBroughtAbout(error) || tries >= MOST_TRIES) throw error;
        this.#note(`day run ${tries} of ${day} failed: ${String(error)}`);
      } finally {
        mortality.startAgain();
      }
      if (isOutage && tries >= 2) network.weather = ROUGH;
    }
    if (this.#isRough && this.#dice.chance(RUN_TWICE))
      await this.#unlessBroughtAbout(() => runBusinessDay(day));
  }

  async #moveTo(day: IsoDate): Promise<() => Promise<unknown>> {
    const { dateMoveId } = await requestDateMove({ userId: null, toDate: day });
    await db.$queryRaw`SELECT 1 FROM graphile_worker.remove_job(${`move:${dateMoveId}`})`;
    return () => moveBusinessDate({ dateMoveId });
  }

  async #comesTo(day: IsoDate): Promise<() => Promise<unknown>> {
    await db.businessClock.update({ where: { id: 1 }, data: { businessDate: toDbDate(day) } });
    return () => runBusinessDay(day);
  }

  async #peopleAct(): Promise<void> {
    const { dice } = this.#around;
    const { postman, mortality } = this.#world;
    const isEarly = dice.chance(0.4);
    if (isEarly) await this.#worker.work();
    mortality.activity = "webhook";
    await postman.deliver(webhookDoor);
    mortality.activity = "people";
    await this.#arrivals();
    await this.#carryOutPlans();
    mortality.activity = "people";
    await this.#borrowers.plan();
    await this.#investors.plan();
    await this.#administrator.plan();
    if (!isEarly || dice.chance(0.2)) await this.#worker.work();
    if (dice.chance(0.1)) await this.#unlessBroughtAbout(() => pollPayments());
  }

  /** What was meant for today, and what that leads to at once. */
  async #carryOutPlans(): Promise<void> {
    const { agenda } = this.#around;
    for (let plans = agenda.take(this.#today); plans.length > 0; plans = agenda.take(this.#today)) {
      for (const { what, act } of plans) {
        this.#note(`${this.#today} ${what}`);
        await attempt(this.#around, what, act);
      }
    }
  }

  /** Who comes today. Where loans wait for money, investors are found sooner. */
  async #arrivals(): Promise<void> {
    const { dice } = this.#around;
    const { loans } = this.#options;
    const wanted = loans - this.#borrowers.counts.loans;
    const lendingDays = Math.max(1, this.#days * LENDING_SHARE);
    const isLending = compare(this.#today, addDays(FIRST_DAY, Math.round(lendingDays))) < 0;
    const perDay = (loans * 1.35) / lendingDays;
    if (isLending && wanted > 0)
      for (let n = times(dice, perDay); n > 0; n -= 1) await this.#borrowers.apply();
    const isShort = (await db.loan.count({ where: { status: "AWAITING_FUNDS" } })) > 0;
    for (let n = times(dice, perDay * 0.45 + (isShort ? 0.4 : 0)); n > 0; n -= 1)
      await this.#investors.invest();
  }

  /** The day is run once more on a quiet line, so that no answer is missing, and everything must agree. */
  async #closeMonth(onMonth: (month: Month) => void): Promise<void> {
    this.#world.network.weather = CALM;
    this.#world.mortality.activity = "month end";
    await runBusinessDay(this.#today);
    const faults = await findFaults(this.#world.bank);
    if (faults.length > 0) throw new Error(faults.join("\n  "));
    this.#world.network.weather = this.#isRough ? ROUGH : CALM;
    onMonth({
      date: this.#today,
      wallMs: performance.now(),
      loans: this.#borrowers.counts.loans,
      investments: this.#investors.counts.investments,
      statements: this.#world.mortality.counts.statements,
    });
  }

  async #end(onMonth: (month: Month) => void): Promise<Outcome> {
    this.#isRough = false;
    for (let day = 0; day < QUIET_DAYS; day += 1) {
      await this.#nextDay();
      await this.#world.postman.deliver(webhookDoor);
      await this.#worker.work();
    }
    await this.#closeMonth(onMonth);
    const stuck = await findStuckOrders();
    if (stuck.length > 0) throw new Error(stuck.join("\n  "));
    const lines = await trialBalance();
    const { network, mortality, postman } = this.#world;
    return {
      trialBalance: lines,
      digest: createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16),
      loans: await standOfLoans(this.#borrowers.byLoan),
      investments: await standOfInvestments(),
      refusals: this.#refusals,
      statementsBy: mortality.statementsBy,
      counts: {
        ...this.#borrowers.counts,
        ...this.#investors.counts,
        ...this.#administrator.counts,
        ...network.counts,
        ...mortality.counts,
        ...this.#worker.counts,
        ...(await countSeldom()),
        outages: this.#outages,
        webhooks: postman.counts.events,
        webhooksLost: postman.counts.lost,
        webhooksDelivered: postman.counts.delivered,
        paymentOrders: await db.paymentOrder.count(),
        entries: await db.ledgerEntry.count(),
      },
    };
  }

  async #unlessBroughtAbout(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!isBroughtAbout(error)) throw error;
    }
  }

  #note(event: string): void {
    this.#lastEvents.push(event);
    if (this.#lastEvents.length > 12) this.#lastEvents.shift();
  }

  #failure(cause: unknown): SimulationFailure {
    const { seed, months, loans } = this.#options;
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    const again = `npm run simulate -- --seed ${seed} --months ${months} --loans ${loans}`;
    const before = this.#lastEvents.map((event) => `    ${event}`).join("\n");
    return new SimulationFailure(
      `Seed ${seed} failed on ${this.#today}.\n  ${why}\n  What happened before:\n${before}\n  See it again with: ${again}`,
      { cause },
    );
  }
}

/** How often something happens today that happens `perDay` times a day. */
function times(dice: Dice, perDay: number): number {
  return Math.floor(perDay) + (dice.chance(perDay % 1) ? 1 : 0);
}
