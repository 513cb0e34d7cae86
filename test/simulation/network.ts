// The only network of a simulation: requests to the bank and the bureau are handed to the stand-ins in this process, and
// what goes wrong on a real wire goes wrong here, by the dice. Every other address is refused.
import type { Desk } from "@/sandbox/bank/desk";
import { answerQuestion } from "@/sandbox/bureau/server";
import type { Dice } from "./random";

export const BANK = "http://bank.simulation";
export const BUREAU = "http://bureau.simulation";

/** How often, of all requests, what happens. */
export type Weather = { outOfOrder: number; lostAnswer: number; isBankDown: boolean };
export const CALM: Weather = { outOfOrder: 0, lostAnswer: 0, isBankDown: false };

/** Not carried out. The client is asked to come again at once, since the clock of a simulation does not wait. */
const OUT_OF_ORDER = { status: 503, retry: { "retry-after-ms": "1" } };
/** A gateway that stopped waiting: whether the request was carried out cannot be seen. */
const TIMED_OUT = { status: 504, retry: { "retry-after-ms": "1" } };
const STUBBORN = { "x-should-retry": "false" };
const STUBBORN_SHARE = 0.4;

export class Network {
  weather: Weather = CALM;
  readonly counts = { requests: 0, outOfOrder: 0, lostAnswers: 0 };
  readonly #desk: Desk;
  readonly #dice: Dice;
  readonly #bureauKey: string;

  constructor(desk: Desk, dice: Dice, bureauKey: string) {
    this.#desk = desk;
    this.#dice = dice;
    this.#bureauKey = bureauKey;
  }

  /** Takes the place of the global `fetch`. */
  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers));
    const method = (init.method ?? "GET").toUpperCase();
    const rawBody = typeof init.body === "string" ? init.body : "";
    if (url.origin === BUREAU) {
      if (this.#dice.chance(this.weather.outOfOrder)) return this.#failed(OUT_OF_ORDER, "outOfOrder");
      const { authorization } = headers;
      const { status, body } = answerQuestion(
        { method, path: url.pathname, authorization, body: rawBody },
        this.#bureauKey,
      );
      return Response.json(body, { status });
    }
    if (url.origin !== BANK) throw new Error(`A simulation has no network, and ${url} is asked for.`);
    this.counts.requests += 1;
    if (this.weather.isBankDown) return this.#failed({ ...OUT_OF_ORDER, retry: STUBBORN }, "outOfOrder");
    if (this.#dice.chance(this.weather.outOfOrder)) return this.#failed(OUT_OF_ORDER, "outOfOrder");
    const answer = await this.#desk.answer({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      rawBody,
    });
    if (answer === "lost" || this.#dice.chance(this.weather.lostAnswer))
      return this.#failed(TIMED_OUT, "lostAnswers");
    const { status, body } = answer;
    return new Response(body, { status, ...(answer.headers ? { headers: answer.headers } : {}) });
  };

  #failed(
    { status, retry }: { status: number; retry: object },
    count: "outOfOrder" | "lostAnswers",
  ): Response {
    this.counts[count] += 1;
    const headers = { ...(this.#dice.chance(STUBBORN_SHARE) ? STUBBORN : retry) };
    return new Response("", { status, headers });
  }
}
