// Those who invest: how much, for how long, on which rail, and what they do when a payout comes back.
import { addDays } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { cancelDeposit } from "@/lib/investing/cancel-deposit";
import { changePayoutAccount } from "@/lib/investing/change-payout-account";
import { openInvestment } from "@/lib/investing/open-investment";
import { simulateIncomingWire } from "@/lib/payments/sandbox-controls";
import {
  accountOf,
  attempt,
  click,
  newAccountNumber,
  register,
  type AccountKind,
  type Surroundings,
} from "./person";

type Investor = { name: string; userId: string; investorId: string; goodNumber: string };

export class Investors {
  readonly byInvestment = new Map<string, Investor>();
  readonly counts = { investments: 0, wires: 0, wrongWires: 0 };
  readonly #around: Surroundings;
  readonly #known: Investor[] = [];
  readonly #decided = new Set<string>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Somebody, new or known to us, invests today. */
  async invest(): Promise<void> {
    const { dice } = this.#around;
    const number = ++this.counts.investments;
    const isKnown = this.#known.length > 5 && dice.chance(0.5);
    const investor = isKnown ? dice.pick(this.#known) : await this.#newcomer(`Investor ${number}`);
    if (!investor) return;
    const rail = dice.chance(0.3) ? "WIRE" : "ACH";
    const options = await db.investmentOption.findMany({
      where: { isOffered: true },
      orderBy: { termMonths: "asc" },
    });
    const option = dice.pick(options);
    const amount = `${dice.int(20, 300) * 100}.00`;
    const kind: AccountKind = dice.chance(0.1)
      ? dice.pick(["no funds", "taken back", "not authorized", "unknown account", "broken"] as const)
      : "good";
    await attempt(this.#around, "invest", async () => {
      const { userId, investorId, name } = investor;
      const externalAccountId = await accountOf(this.#around, investor, kind);
      const { investmentId, paymentOrderId } = await click(this.#around, () =>
        openInvestment({
          ...{ userId, investorId, optionId: option.id, amount, rail, externalAccountId },
          signedName: name,
          idempotencyKey: `simulation:investment:${number}`,
        }),
      );
      this.byInvestment.set(investmentId, investor);
      if (rail === "WIRE") this.#sendWire(investor, { investmentId, paymentOrderId, amount });
      else if (dice.chance(0.02))
        this.#later(0, "cancel the deposit", () => this.#cancel(investor, investmentId));
    });
  }

  /** Names another bank account where a payout came back or could not be sent. */
  async plan(): Promise<void> {
    const stuck = await db.investment.findMany({
      where: { status: "MATURED", payoutOrderId: null, problem: { not: null } },
      orderBy: { number: "asc" },
      select: { id: true, payoutTries: true },
    });
    for (const { id, payoutTries } of stuck) {
      const investor = this.byInvestment.get(id);
      const mark = `${id} another account ${payoutTries}`;
      if (!investor || this.#decided.has(mark)) continue;
      this.#decided.add(mark);
      this.#later(this.#around.dice.int(1, 12), "name another account", async () => {
        const externalAccountId = await accountOf(this.#around, investor, "good");
        const { investorId, userId } = investor;
        await changePayoutAccount({ investorId, userId, investmentId: id, externalAccountId });
      });
    }
  }

  async #newcomer(name: string): Promise<Investor | null> {
    let investor: Investor | null = null;
    await attempt(this.#around, "register", async () => {
      const { userId, investorId } = await register(name, "INVESTOR");
      investor = { name, userId, investorId: investorId!, goodNumber: newAccountNumber(this.#around.dice) };
    });
    if (investor) this.#known.push(investor);
    return investor;
  }

  /** Most wires come as announced; some with another amount or reference first, and some never. */
  #sendWire(
    investor: Investor,
    {
      investmentId,
      paymentOrderId,
      amount,
    }: { investmentId: string; paymentOrderId: string; amount: string },
  ): void {
    const { dice } = this.#around;
    const wire =
      (changed: { reference?: string; amount?: string } = {}) =>
      async () => {
        const { reference } = await db.paymentOrder.findUniqueOrThrow({ where: { id: paymentOrderId } });
        if (Object.keys(changed).length > 0) this.counts.wrongWires += 1;
        else this.counts.wires += 1;
        await simulateIncomingWire({ reference, amount, ...changed });
      };
    const days = dice.int(0, 6);
    if (dice.chance(0.05)) {
      return this.#later(dice.int(5, 30), "cancel the wire", () => this.#cancel(investor, investmentId));
    }
    if (dice.chance(0.03)) this.#later(days, "send a wire with a wrong amount", wire({ amount: "1234.56" }));
    if (dice.chance(0.03))
      this.#later(days, "send a wire with a wrong reference", wire({ reference: "MLXXXXXXXX" }));
    this.#later(days + dice.int(0, 3), "send the wire", wire());
  }

  #cancel({ investorId }: Investor, investmentId: string): Promise<void> {
    return cancelDeposit({ investorId, investmentId });
  }

  #later(days: number, what: string, act: () => Promise<unknown>): void {
    this.#around.agenda.on(addDays(this.#around.today(), days), what, act);
  }
}
