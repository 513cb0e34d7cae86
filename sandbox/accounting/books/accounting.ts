// The stand-in behind its counters: memory, time, what it was asked to do wrong, and how it reports what happened.
import { randomUUID } from "node:crypto";
import { notFound } from "@/sandbox/accounting/http/api";
import type { Clock } from "@/sandbox/accounting/http/clock";
import { Faults } from "@/sandbox/accounting/http/faults";
import type { Limits } from "@/sandbox/accounting/http/limits";
import { Outcomes } from "@/sandbox/accounting/http/outcomes";
import { platformOf } from "@/sandbox/accounting/platforms/platforms";
import type { Platform } from "@/sandbox/accounting/platforms/platform";
import type { Company, Connection, Settings } from "./records";
import { Stats } from "@/sandbox/accounting/http/stats";
import type { Store } from "./store";
import type { WebhookSender } from "./webhooks";

export type Delays = Pick<Settings, "syncDelayMs" | "pushDelayMs" | "mappingDelayMs" | "latencyMs">;
export type Place = { company: Company; connection: Connection; platform: Platform };

/** What the stand-in is made of. */
type Made = {
  store: Store;
  sender: WebhookSender;
  limits: Limits;
  clock: Clock;
  secret: string; // signs one-time codes
  delays: Delays;
};

export class Accounting {
  readonly store: Store;
  readonly sender: WebhookSender;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly secret: string;
  readonly faults = new Faults();
  readonly outcomes = new Outcomes();
  readonly stats: Stats;
  /** Where the stand-in can be reached; known once it listens. */
  address = "";
  /** Data sets whose syncs have just ended, by connection; reported together. */
  readonly readsDone = new Map<
    string,
    { dataType: string; isFirst: boolean; hasNews: boolean; status: string }[]
  >();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #delays: Delays;
  readonly #connected = new Set<string>();
  #sequence = 0;
  #isClosed = false;

  constructor({ store, sender, limits, clock, secret, delays }: Made) {
    this.store = store;
    this.sender = sender;
    this.limits = limits;
    this.clock = clock;
    this.secret = secret;
    this.#delays = delays;
    this.stats = new Stats();
    this.clock.setDate(this.settings.date);
    for (const { parent } of store.all("connections")) this.#count(parent);
    for (const table of ["accounts", "suppliers", "transfers", "directCosts", "feedLines"] as const)
      for (const row of store.all(table)) this.#sequence = Math.max(this.#sequence, row.seq);
  }

  get settings(): Settings {
    return (
      this.store.find("settings", "settings") ?? {
        key: "settings",
        parent: "",
        baseCurrency: "USD",
        redirectUrl: null,
        companyLimit: null,
        omitsNulls: false,
        date: null,
        ...this.#delays,
      }
    );
  }

  change(settings: Partial<Settings>): Settings {
    return this.store.put("settings", { ...this.settings, ...settings });
  }

  /** The number of the newest row in any books. */
  get sequence(): number {
    return this.#sequence;
  }

  /** What every row in the books begins with. Ids are as the platform writes them. */
  stamp(platform: Platform, parent: string) {
    this.#sequence += 1;
    const key = platform.ids === "guid" ? randomUUID() : String(this.#sequence);
    return { key, parent, seq: this.#sequence, modified: this.clock.iso() };
  }

  /** Codat's active connected companies; kept as a number, for it is asked at each request. */
  get connectedCompanies(): number {
    return this.#connected.size;
  }

  /** Every change of a connection goes through here, so that connected companies stay counted. */
  saveConnection(connection: Connection): Connection {
    const saved = this.store.put("connections", connection);
    this.#count(connection.parent);
    return saved;
  }

  forgetConnection(connection: Connection): void {
    this.store.remove("connections", connection.key);
    this.#count(connection.parent);
  }

  #count(companyId: string): void {
    const isConnected = this.store.of("connections", companyId).some((one) => one.status === "Linked");
    if (isConnected) this.#connected.add(companyId);
    else this.#connected.delete(companyId);
  }

  company(id: string): Company {
    const company = this.store.find("companies", id);
    if (!company) throw notFound("company");
    return company;
  }

  /** The connection of an address, which must belong to the company named before it. */
  place(companyId: string, connectionId: string): Place {
    const company = this.company(companyId);
    const connection = this.store.find("connections", connectionId);
    if (connection?.parent !== companyId) throw notFound("connection");
    return { company, connection, platform: platformOf(connection.platform) };
  }

  /** The books a connection reads and writes; a bank-feed connection's are those of the company's accounting software. */
  tenantOf(connection: Connection): string {
    const { into } = platformOf(connection.platform).feed;
    if (into === null) return connection.tenant;
    const sibling = this.store.of("connections", connection.parent).findLast((one) => one.platform === into);
    return sibling?.tenant ?? connection.tenant;
  }

  /** Does something later; what it changes is kept at once. */
  later(delayMs: number, work: () => void): void {
    if (this.#isClosed) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        work();
        this.store.commit();
      },
      Math.max(0, delayMs),
    );
    timer.unref();
    this.#timers.add(timer);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.sender.close();
    this.store.close();
  }
}
