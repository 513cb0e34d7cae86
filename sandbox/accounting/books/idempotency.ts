// The first answer to an Idempotency-Key is the answer for ninety minutes, whatever it was; only 429 leaves the key free.
import { createHash } from "node:crypto";
import type { Accounting } from "./accounting";
import { broken, Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { MINUTE } from "@/sandbox/accounting/http/clock";
import type { StoredAnswer } from "./records";

const LIFE_MS = 90 * MINUTE;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export class IdempotencyKeys {
  readonly #running = new Map<string, string>(); // key → fingerprint

  /** Carries a request out once for its key. */
  async once(
    accounting: Accounting,
    request: ApiRequest,
    carryOut: () => Promise<ApiAnswer>,
  ): Promise<ApiAnswer> {
    const key = request.headers["idempotency-key"];
    if (key === undefined || (request.method !== "POST" && request.method !== "PATCH")) return carryOut();
    if (typeof key !== "string" || !GUID.test(key)) throw broken("The Idempotency-Key must be a GUID.");
    const fingerprint = fingerprintOf(request);
    const running = this.#running.get(key);
    const before = this.#kept(accounting, key);
    if ((running ?? before?.fingerprint ?? fingerprint) !== fingerprint) {
      accounting.stats.idempotency.mismatches += 1;
      throw new Refusal(422, "The Idempotency-Key was used with a different request.", { isContract: true });
    }
    if (running !== undefined) {
      accounting.stats.idempotency.conflicts += 1;
      throw new Refusal(409, "A request with this Idempotency-Key is still being processed.");
    }
    if (before) {
      accounting.stats.idempotency.replayed += 1;
      return { status: before.status, body: before.body, headers: before.headers };
    }
    this.#running.set(key, fingerprint);
    try {
      const answer = await carryOut();
      if (answer.status !== 429) {
        const at = accounting.clock.now();
        accounting.store.put("answers", { key, parent: "", at, fingerprint, ...answer });
      }
      return answer;
    } finally {
      this.#running.delete(key);
    }
  }

  #kept(accounting: Accounting, key: string): StoredAnswer | undefined {
    const { store, clock } = accounting;
    const expired = clock.now() - LIFE_MS;
    for (let oldest = store.first("answers"); oldest && oldest.at <= expired; oldest = store.first("answers"))
      store.remove("answers", oldest.key);
    return store.find("answers", key);
  }
}

function fingerprintOf({ method, path, query, rawBody }: ApiRequest): string {
  return createHash("sha256").update(`${method} ${path}?${query} ${rawBody}`).digest("base64");
}
