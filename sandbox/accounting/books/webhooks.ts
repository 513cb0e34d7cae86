// Notifies consumers of what happened, signed in Svix's scheme: several at a time, again with growing pauses when nobody
// confirms. The knobs misbehave in the ways real deliveries do.
import { createHmac, randomUUID } from "node:crypto";
import { HOUR, MINUTE, SECOND } from "@/sandbox/accounting/http/clock";
import type { Consumer } from "./records";

const AT_A_TIME = 16;
const TIMEOUT_MS = 15 * SECOND;
const SHUFFLE_WINDOW_MS = 60;
const KEPT = 500;
export const RETRIES_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

export type Behavior = {
  duplicate: number; // further deliveries of each message, under the same id
  shuffle: boolean; // those that wait together go out last first
  drop: boolean; // nothing goes out, not even later; `replay` still can
  delayMs: number;
  shape: "current" | "legacy";
  authorization: string | null; // the fixed header that legacy messages carry instead of a signature
  timedOutAs: "unsuccessful" | "successful"; // Codat's pages disagree about the name of a timeout's event
};

const WELL_BEHAVED: Behavior = {
  duplicate: 0,
  shuffle: false,
  drop: false,
  delayMs: 0,
  shape: "current",
  authorization: null,
  timedOutAs: "unsuccessful",
};

export type Message = {
  id: string;
  eventType: string;
  body: string;
  headers: Record<string, string>; // besides the signature
  isSigned: boolean; // legacy ones are not
  attempts: { url: string; status: number | null }[];
};

type Delivery = { message: Message; url: string; attempt: number };

export class WebhookSender {
  behavior: Behavior = WELL_BEHAVED;
  readonly #secret: Buffer;
  readonly #consumers: () => Consumer[];
  readonly #retriesMs: readonly number[];
  readonly #sent: Message[] = [];
  readonly #waiting: Delivery[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #stopped = new AbortController();
  #running = 0;

  constructor(secret: string, consumers: () => Consumer[], retriesMs: readonly number[] = RETRIES_MS) {
    this.#secret = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    this.#consumers = consumers;
    this.#retriesMs = retriesMs;
  }

  get sent(): readonly Message[] {
    return this.#sent;
  }

  send(eventType: string, body: string, tags: readonly string[], extra: Partial<Message> = {}): void {
    const urls = this.#consumers()
      .filter((one) => wants(one, eventType, tags))
      .map(({ url }) => url);
    if (urls.length === 0) return;
    const id = `msg_${randomUUID().replaceAll("-", "")}`;
    const message = { id, eventType, body, headers: {}, isSigned: true, attempts: [], ...extra };
    this.#sent.push(message);
    if (this.#sent.length > KEPT) this.#sent.shift();
    if (!this.behavior.drop) this.#queue(message, urls, 1 + this.behavior.duplicate);
  }

  /** Sends a kept message again under its old id; all of them without one. @returns how many */
  replay(id: string | null): number {
    const again = this.#sent.filter((message) => id === null || message.id === id);
    const urls = this.#consumers().filter((one) => !one.disabled);
    for (const message of again)
      this.#queue(
        message,
        urls.map(({ url }) => url),
        1,
      );
    return again.length;
  }

  close(): void {
    this.#stopped.abort();
    this.#waiting.length = 0;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #queue(message: Message, urls: string[], copies: number): void {
    for (const url of urls)
      for (let copy = 0; copy < copies; copy += 1) this.#waiting.push({ message, url, attempt: 0 });
    const { shuffle, delayMs } = this.behavior;
    this.#later(delayMs + (shuffle ? SHUFFLE_WINDOW_MS : 0), () => this.#pump());
  }

  #pump(): void {
    while (this.#running < AT_A_TIME && this.#waiting.length > 0) {
      const next = this.behavior.shuffle ? this.#waiting.pop()! : this.#waiting.shift()!;
      this.#running += 1;
      void this.#deliver(next).finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  async #deliver({ message, url, attempt }: Delivery): Promise<void> {
    const status = await this.#post(message, url);
    message.attempts.push({ url, status });
    const pause = this.#retriesMs[attempt];
    if ((status !== null && status >= 200 && status < 300) || pause === undefined) return;
    this.#later(pause, () => {
      this.#waiting.push({ message, url, attempt: attempt + 1 });
      this.#pump();
    });
  }

  async #post({ id, body, headers, isSigned }: Message, url: string): Promise<number | null> {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...headers,
          ...(isSigned ? this.#signature(id, body) : {}),
        },
        body,
        redirect: "manual",
        signal: AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  }

  /** Signed at each attempt, with the real time: the receiver's clock is not the stand-in's. */
  #signature(id: string, body: string): Record<string, string> {
    const timestamp = String(Math.floor(Date.now() / SECOND));
    const digest = createHmac("sha256", this.#secret).update(`${id}.${timestamp}.${body}`).digest("base64");
    return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${digest}` };
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

function wants(consumer: Consumer, eventType: string, tags: readonly string[]): boolean {
  const { disabled, eventTypes, companyTags } = consumer;
  if (disabled || (companyTags.length > 0 && !companyTags.some((tag) => tags.includes(tag)))) return false;
  return (
    eventTypes.length === 0 ||
    eventTypes.some((type) => eventType === type || eventType.startsWith(`${type}.`))
  );
}
