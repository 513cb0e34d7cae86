// Carries the bank's webhooks as a bad postman would: late, twice, out of order, or not at all.
import { createHmac } from "node:crypto";
import type { BankEvent } from "@/sandbox/bank/records";
import { OUTCOME_EVENTS, type Behavior, type Sender } from "@/sandbox/bank/webhooks";
import { plusDays } from "@/sandbox/bank/bank-days";
import type { Dice } from "./random";

type Letter = { id: string; topic: string; body: string; arrivesOn: string };
type Door = (request: Request) => Promise<Response>;

/** Of all messages, how many are sent at all, come twice or more, and take days. */
export type Habits = { sent: number; doubled: number; late: number };
const LONGEST_DAYS = 9;

export class Postman implements Sender {
  behavior: Behavior = { duplicate: 0, shuffle: false, drop: false };
  readonly counts = { events: 0, lost: 0, delivered: 0, refused: 0 };
  readonly #dice: Dice;
  readonly #key: string;
  readonly #habits: Habits;
  readonly #today: () => string;
  #bag: Letter[] = [];

  constructor(dice: Dice, key: string, habits: Habits, today: () => string) {
    this.#dice = dice;
    this.#key = key;
    this.#habits = habits;
    this.#today = today;
  }

  readonly send = (event: BankEvent): void => {
    const topic = `${event.resource}.${event.event_name}`;
    const isPicked = OUTCOME_EVENTS.includes(topic) || event.resource === "return";
    if (!isPicked) return;
    this.counts.events += 1;
    if (!this.#dice.chance(this.#habits.sent)) {
      this.counts.lost += 1;
      return;
    }
    const copies = this.#dice.chance(this.#habits.doubled) ? this.#dice.int(2, 3) : 1;
    const body = JSON.stringify({ event: event.event_name, data: event.data });
    for (let copy = 0; copy < copies; copy += 1) {
      const days = this.#dice.chance(this.#habits.late) ? this.#dice.int(1, LONGEST_DAYS) : 0;
      this.#bag.push({ id: event.id, topic: event.resource, body, arrivesOn: plusDays(this.#today(), days) });
    }
  };

  /** Brings what has arrived by today, in no order. What is not taken in comes again tomorrow. */
  async deliver(door: Door): Promise<void> {
    const today = this.#today();
    const due = this.#dice.shuffled(this.#bag.filter(({ arrivesOn }) => arrivesOn <= today));
    this.#bag = this.#bag.filter(({ arrivesOn }) => arrivesOn > today);
    for (const letter of due) {
      const isTaken = await door(this.#request(letter)).then(
        (answer) => answer.ok,
        () => false,
      );
      if (isTaken) this.counts.delivered += 1;
      else this.#bag.push({ ...letter, arrivesOn: plusDays(today, 1) });
      if (!isTaken) this.counts.refused += 1;
    }
  }

  close(): void {
    this.#bag = [];
  }

  #request({ id, topic, body }: Letter): Request {
    const signature = createHmac("sha256", this.#key).update(body, "utf8").digest("hex");
    return new Request("http://us.simulation/api/webhooks/payments", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-signature": signature,
        "x-webhook-id": id,
        "x-topic": topic,
      },
      body,
    });
  }
}
