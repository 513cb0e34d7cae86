// The order in which a request passes: who is asking, limits, was it asked before, trouble on demand, contract, answer.
import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Accounting } from "@/sandbox/accounting/books/accounting";
import { bodyOf, Refusal, type ApiAnswer, type ApiRequest } from "@/sandbox/accounting/http/api";
import { SECOND } from "@/sandbox/accounting/http/clock";
import { tell } from "@/sandbox/accounting/books/events";
import type { Fault } from "@/sandbox/accounting/http/faults";
import { IdempotencyKeys } from "@/sandbox/accounting/books/idempotency";
import { plain } from "@/sandbox/accounting/http/json";
import type { OpenApi } from "@/sandbox/accounting/http/openapi";
import { isApi, routeName, serve } from "./router";

const HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The client hears nothing: its connection is cut. */
export class Cut extends Error {}

export class Desk {
  readonly #accounting: Accounting;
  readonly #authorization: string;
  readonly #openApi: OpenApi | null;
  readonly #keys = new IdempotencyKeys();

  constructor(accounting: Accounting, apiKey: string, openApi: OpenApi | null) {
    this.#accounting = accounting;
    this.#authorization = `Basic ${Buffer.from(apiKey).toString("base64")}`;
    this.#openApi = openApi;
  }

  /** @throws Cut where the connection is to be cut instead of answered */
  async answer(request: ApiRequest): Promise<ApiAnswer> {
    if (!isApi(request.path)) return this.#refusalsAnswered(request, () => this.#local(request));
    const { limits } = this.#accounting;
    const answer = await this.#refusalsAnswered(request, () => this.#api(request));
    return {
      ...answer,
      headers: { ...answer.headers, ...limits.headers(this.#accounting.connectedCompanies) },
    };
  }

  /** Pages and controls. A page elsewhere in the browser must not reach them. */
  async #local(request: ApiRequest): Promise<ApiAnswer> {
    const { host = "", "content-type": type = "" } = request.headers;
    if (!HOSTS.has(host.replace(/:\d+$/, ""))) throw new Refusal(403, "Only this machine may send requests.");
    if (
      request.path.startsWith("/_control/") &&
      request.method === "POST" &&
      !type.startsWith("application/json")
    )
      throw new Refusal(415, "Controls take application/json.");
    return serve(this.#accounting, request);
  }

  async #api(request: ApiRequest): Promise<ApiAnswer> {
    const accounting = this.#accounting;
    const { stats, limits, settings } = accounting;
    stats.request(routeName(request));
    if (!this.#isAuthorized(request.headers.authorization)) {
      stats.unauthorized += 1;
      throw new Refusal(401, "The API key is missing or wrong.");
    }
    const companyId = /^\/companies\/([^/]+)/.exec(request.path)?.[1] ?? null;
    const leave = limits.enter(request.address, companyId, accounting.connectedCompanies);
    try {
      this.#tellWhenQuotaIsGone();
      if (settings.latencyMs > 0) await pause(settings.latencyMs);
      const fault = accounting.faults.take(request.method, request.path);
      if (fault?.kind === "drop" && !fault.applied) throw new Cut();
      if (fault && isAtTheDoor(fault)) throw refusalOf(fault);
      const answer = await this.#keys.once(accounting, request, () =>
        this.#refusalsAnswered(request, () => this.#carryOut(request, fault)),
      );
      if (fault?.kind === "drop") throw new Cut();
      return answer;
    } finally {
      leave();
    }
  }

  async #carryOut(request: ApiRequest, fault: Fault | null): Promise<ApiAnswer> {
    if (fault?.kind === "delay") await pause(fault.delayMs);
    if (fault?.kind === "hold") await this.#accounting.faults.cleared();
    if (fault?.kind === "status" && !fault.applied) throw refusalOf(fault);
    if (
      request.method !== "GET" &&
      !(request.headers["content-type"] ?? "application/json").startsWith("application/json")
    )
      throw new Refusal(415, "Bodies are application/json.");
    this.#openApi?.checkRequest(request, plain(bodyOf(request)));
    const answer = serve(this.#accounting, request);
    if (fault?.kind === "status") throw refusalOf(fault);
    return answer;
  }

  async #refusalsAnswered(request: ApiRequest, work: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.detail.isContract)
        this.#accounting.stats.violation(request, error.message, error.detail.errors?.[0]?.itemId ?? "");
      return error.toAnswer();
    }
  }

  #isAuthorized(header: string | undefined): boolean {
    const digest = (text: string) => createHash("sha256").update(text).digest();
    return timingSafeEqual(digest(header ?? ""), digest(this.#authorization));
  }

  #tellWhenQuotaIsGone(): void {
    const accounting = this.#accounting;
    if (!accounting.limits.hasJustRunOut(accounting.connectedCompanies)) return;
    const event = (name: string) => {
      const expiresInMs = accounting.limits.msUntilReset();
      tell(accounting, null, `client.rateLimit.${name}`, {
        dailyQuota: accounting.limits.dayLimit(accounting.connectedCompanies),
        quotaRemaining: 0,
        expiryDate: new Date(accounting.clock.now() + expiresInMs).toISOString(),
      });
    };
    event("reached");
    accounting.later(accounting.limits.msUntilReset() + SECOND, () => event("reset"));
  }
}

/** Who may ask, how often, and of which connection is settled before anybody looks whether the key is known. */
function isAtTheDoor({ kind, applied, status }: Fault): boolean {
  return kind === "status" && !applied && [401, 402, 403, 404, 429].includes(status);
}

function refusalOf({ status, message, retryAfter }: Fault): Refusal {
  const seconds = status === 429 ? (retryAfter ?? 1) : retryAfter;
  return new Refusal(
    status,
    message ?? `Simulated fault (${status}).`,
    seconds === null ? {} : { retryAfter: seconds },
  );
}
