// What surrounds the product in a simulation: the bank, the bureau, the wires to both, and a process that can die. Opened
// before anything of lib/ is imported, because lib/ reads its environment, and the bank's client its `fetch`, when it loads.
import { Bank } from "@/sandbox/bank/bank";
import { Desk } from "@/sandbox/bank/desk";
import { Store } from "@/sandbox/bank/store";
import { Mortality } from "./mortality";
import { BANK, BUREAU, Network } from "./network";
import { Postman, type Habits } from "./postman";
import { Dice } from "./random";

const ORGANIZATION = "simulated-organization";
const API_KEY = "simulated-api-key";
const WEBHOOK_KEY = "simulated-webhook-key";
const BUREAU_KEY = "simulated-bureau-key";

export type World = {
  bank: Bank;
  network: Network;
  postman: Postman;
  mortality: Mortality;
  close: () => void;
};

/** @param databaseUrl of a migrated, empty database, as the role that web and worker use */
export function openWorld({
  seed,
  databaseUrl,
  habits,
}: {
  seed: number;
  databaseUrl: string;
  habits: Habits;
}): World {
  const dice = new Dice(seed);
  const postman = new Postman(dice.for("postman"), WEBHOOK_KEY, habits, () => bank.today);
  const bank: Bank = new Bank(new Store(), postman, "sandbox-internal-account");
  const desk = new Desk(bank, {
    apiKey: API_KEY,
    organizationId: ORGANIZATION,
    now: () => Date.parse(bank.today), // its memory for keys is as long as its own days
  });
  const network = new Network(desk, dice.for("network"), BUREAU_KEY);
  const asItWas = { fetch: globalThis.fetch, env: { ...process.env } };
  Object.assign(process.env, {
    APP_MODE: "sandbox",
    DATABASE_URL: databaseUrl,
    // One connection: what is asked of the database comes in the same order each time.
    DATABASE_POOL_SIZE: "1",
    PAYMENTS_BASE_URL: BANK,
    PAYMENTS_ORGANIZATION_ID: ORGANIZATION,
    PAYMENTS_API_KEY: API_KEY,
    PAYMENTS_WEBHOOK_KEY: WEBHOOK_KEY,
    BUREAU_BASE_URL: BUREAU,
    BUREAU_API_KEY: BUREAU_KEY,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
  });
  globalThis.fetch = network.fetch;
  const mortality = new Mortality();
  const close = () => {
    mortality.close();
    postman.close();
    globalThis.fetch = asItWas.fetch;
    // The object stays: only the process's own one moves the time zone when TZ changes.
    for (const key of Object.keys(process.env)) if (!(key in asItWas.env)) delete process.env[key];
    Object.assign(process.env, asItWas.env);
  };
  return { bank, network, postman, mortality, close };
}
