// Who is asking, was it asked before, and the answer: the bank without the wires that lead to it. The HTTP server is
// in front of it; a simulation calls it in its own process.
import { setTimeout as pause } from "node:timers/promises";
import { json, Refusal, type ApiAnswer, type ApiRequest } from "./api";
import type { Bank } from "./bank";
import type { Trouble } from "./controls";
import { serve } from "./router";

export type DeskOptions = {
  apiKey: string;
  organizationId: string;
  now?: () => number; // milliseconds, for how long a key is remembered; none: the machine's clock
};

const ANSWER_LIFE_MS = 24 * 60 * 60 * 1000;

export class Desk {
  readonly #bank: Bank;
  readonly #authorization: string;
  readonly #now: () => number;
  readonly #running = new Set<string>();
  readonly #trouble: Trouble = { lose: 0, fail: 0, delayMs: 0, seen: 0 };

  constructor(bank: Bank, { organizationId, apiKey, now = Date.now }: DeskOptions) {
    this.#bank = bank;
    this.#authorization = `Basic ${Buffer.from(`${organizationId}:${apiKey}`).toString("base64")}`;
    this.#now = now;
  }

  /** What was asked for is carried out and kept before this resolves; "lost": and nobody is to hear of it. */
  async answer(request: ApiRequest): Promise<ApiAnswer | "lost"> {
    try {
      return await this.#carryOut(request);
    } catch (error) {
      return error instanceof Refusal ? error.toAnswer() : internalError(error);
    } finally {
      this.#bank.store.commit();
    }
  }

  async #carryOut(request: ApiRequest): Promise<ApiAnswer | "lost"> {
    if (request.path !== "/" && request.headers.authorization !== this.#authorization) {
      throw new Refusal(401, "unauthorized", "The organization or the API key is wrong.");
    }
    if (!request.path.startsWith("/api/")) return serve(this.#bank, request, this.#trouble);
    this.#trouble.seen += 1;
    if (this.#take("fail")) throw new Refusal(503, "unavailable", "The bank is unavailable.");
    if (request.method !== "POST") return serve(this.#bank, request, this.#trouble);
    const isLost = this.#take("lose");
    const answer = await this.#once(request, this.#trouble.delayMs);
    return isLost ? "lost" : answer;
  }

  /** A key is good for one successful POST of a day, on whatever route: the second time it gets the first answer. */
  async #once(request: ApiRequest, delayMs: number): Promise<ApiAnswer> {
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string") return serve(this.#bank, request, this.#trouble);
    if (this.#running.has(key))
      throw new Refusal(409, "conflict", "A request with this Idempotency-Key is still running.");
    const before = this.#bank.store.find("answers", key);
    if (before && before.at > this.#now() - ANSWER_LIFE_MS) {
      return { status: before.status, body: before.body, headers: { "content-type": "application/json" } };
    }
    this.#running.add(key);
    try {
      if (delayMs > 0) await pause(delayMs);
      const answer = serve(this.#bank, request, this.#trouble);
      this.#bank.store.put("answers", { id: key, at: this.#now(), status: answer.status, body: answer.body });
      return answer;
    } finally {
      this.#running.delete(key);
    }
  }

  #take(kind: "fail" | "lose"): boolean {
    if (this.#trouble[kind] === 0) return false;
    this.#trouble[kind] -= 1;
    return true;
  }
}

function internalError(error: unknown): ApiAnswer {
  process.stderr.write(`sandbox bank: ${error instanceof Error ? error.stack : error}\n`);
  return json(500, {
    errors: { code: "internal_error", message: "The sandbox bank failed." },
  });
}
