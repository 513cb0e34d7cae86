// Notifies the client of what happened: signed, a few at a time, again with growing pauses when nobody answers, and then no
// more, for the client can always ask. The knobs misbehave in the ways real deliveries do.
import { createHmac } from "node:crypto";
import type { BankEvent } from "./records";

const CONCURRENCY = 4;
const ATTEMPTS = 5;
const TIMEOUT_MS = 5_000;
const SHUFFLE_WINDOW_MS = 60;

/** What a client subscribes to that wants to hear of outcomes only: one message an order instead of four. */
export const OUTCOME_EVENTS = [
  "payment_order.completed",
  "payment_order.returned",
  "payment_order.reversed",
  "payment_order.failed",
  "payment_order.denied",
  "payment_order.cancelled",
  "expected_payment.reconciled",
  "expected_payment.archived",
  "incoming_payment_detail.completed",
  "incoming_payment_detail.reconciled",
];

export type Behavior = {
  duplicate: number; // further deliveries of each webhook, under the same id
  shuffle: boolean; // those that wait together go out last first
  drop: boolean; // nothing goes out
};

/** Who takes the bank's news to the client. */
export type Sender = { behavior: Behavior; send: (event: BankEvent) => void; close: () => void };

export type SenderOptions = {
  key: string;
  url: () => string | null;
  events: string[] | undefined; // none: all
  firstPauseMs: number;
};

type Delivery = { id: string; topic: string; body: string; attempt: number };

export class WebhookSender implements Sender {
  behavior: Behavior = { duplicate: 0, shuffle: false, drop: false };
  readonly #waiting: Delivery[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopped = new AbortController();
  readonly #key: string;
  readonly #url: () => string | null;
  readonly #events: ReadonlySet<string> | null;
  readonly #firstPauseMs: number;
  #running = 0;

  constructor(options: SenderOptions) {
    this.#key = options.key;
    this.#url = options.url;
    this.#events = options.events ? new Set(options.events) : null;
    this.#firstPauseMs = options.firstPauseMs;
  }

  send(event: BankEvent): void {
    if (this.behavior.drop || this.#url() === null) return;
    if (this.#events && !this.#events.has(`${event.resource}.${event.event_name}`)) return;
    const body = JSON.stringify({ event: event.event_name, data: event.data });
    for (let copy = 0; copy <= this.behavior.duplicate; copy += 1) {
      this.#waiting.push({ id: event.id, topic: event.resource, body, attempt: 1 });
    }
    this.#later(this.behavior.shuffle ? SHUFFLE_WINDOW_MS : 0, () => this.#pump());
  }

  close(): void {
    this.#stopped.abort();
    this.#waiting.length = 0;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #pump(): void {
    while (this.#running < CONCURRENCY && this.#waiting.length > 0) {
      const next = this.behavior.shuffle ? this.#waiting.pop()! : this.#waiting.shift()!;
      this.#running += 1;
      void this.#deliver(next).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const url = this.#url();
    if (url === null || (await this.#post(url, delivery)) || delivery.attempt >= ATTEMPTS) return;
    this.#later(this.#firstPauseMs * 2 ** (delivery.attempt - 1), () => {
      this.#waiting.push({ ...delivery, attempt: delivery.attempt + 1 });
      this.#pump();
    });
  }

  /** True when the client confirmed it. */
  async #post(url: string, { id, topic, body }: Delivery): Promise<boolean> {
    const signature = createHmac("sha256", this.#key).update(body, "utf8").digest("hex");
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-signature": signature,
          "x-webhook-id": id,
          "x-topic": topic,
        },
        body,
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  }

  #later(delayMs: number, work: () => void): void {
    if (this.#stopped.signal.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }
}
