// The administrator, who looks through the loan book once a month and charges off most of the loans that may be.
import { chargeOffLoan } from "@/lib/jobs/charge-off-loan";
import { loanList } from "@/lib/lending/reading/admin-loans";
import { CHARGE_OFF_FROM_DAYS } from "@/lib/lending/servicing/charge-off-rule";
import { chargeOffOutlook } from "@/lib/lending/charge-off/charge-off-queries";
import type { Dice } from "./random";
import { attempt, click, type Surroundings } from "./person";

const LOOKS_ON = "-15";
const GIVES_UP = 0.9;

export class Administrator {
  readonly counts = { chargeOffs: 0 };
  readonly #around: Surroundings;
  readonly #dice: Dice;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#dice = around.dice.for("administrator");
  }

  async plan(): Promise<void> {
    if (!this.#around.today().endsWith(LOOKS_ON)) return;
    await attempt(this.#around, "charge off", async () => {
      const { rows } = await loanList.page({ lateFrom: CHARGE_OFF_FROM_DAYS, pageSize: 50 });
      for (const { id, number } of rows) {
        if (this.#dice.for(`${this.#around.today()} ${number}`).chance(GIVES_UP)) await this.#giveUp(id);
      }
    });
  }

  async #giveUp(loanId: string): Promise<void> {
    const outlook = await chargeOffOutlook(loanId);
    if (!outlook.isPossible) return; // a payment is under way
    const order = {
      ...{ userId: "usr_of_the_simulation", loanId, reason: "No payment for months." },
      shown: outlook.parts,
      idempotencyKey: `simulation:charge-off:${loanId}`,
    };
    await click(this.#around, () => chargeOffLoan(order));
    this.counts.chargeOffs += 1;
  }
}
