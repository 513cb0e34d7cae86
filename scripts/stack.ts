// A separate whole product for one browser test or tour: database, stand-ins, worker and web server on free ports.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { applyMigrations } from "../prisma/apply-migrations";
import { allowAppLogin, asOwner, ensureDatabase, freePorts, type Server } from "./embedded-postgres";
import {
  answers,
  ended,
  said,
  startProcess,
  stopProcess,
  tellAccountingWhereWeAre,
  tellBankWhereWeAre,
} from "./processes";

/** `basics`: an administrator, rates and products, nothing else. `story`: eighteen months of the seeded people. */
export type SeedKind = "basics" | "story";
export type Stack = {
  url: string;
  databaseUrl: string;
  ownerUrl: string;
  bankUrl: string;
  accountingUrl: string;
  /** For further processes of the same product. */
  env: NodeJS.ProcessEnv;
  stop: () => Promise<void>;
};

const template = (seed: SeedKind) => `template_${seed}`;

/** Seeds a template database once; stacks are copies of it, so they start in seconds. */
export async function prepareTemplate(server: Server, folder: string, seed: SeedKind) {
  await ensureDatabase(server, template(seed));
  await applyMigrations(server.ownerUrl(template(seed)));
  await allowAppLogin(server);
  const env = await stackEnv(server, folder, template(seed));
  const sandbox = startProcess(["scripts/sandbox.ts"], env);
  try {
    await said(sandbox, "Sandbox bank on");
    const { code, output } = await ended(startProcess(["scripts/seed.ts", seed], env));
    if (code !== 0) throw new Error(`The seed failed:\n${output}`);
  } finally {
    await stopProcess(sandbox);
  }
  writeFileSync(readyFile(folder, seed), "");
}

/**
 * Starts a copy of a template as a running product, once the template is prepared; a benchmark starts the worker itself.
 */
export async function startStack(
  server: Server,
  folder: string,
  { name, seed, hasWorker = true }: { name: string; seed: SeedKind; hasWorker?: boolean },
): Promise<Stack> {
  while (!existsSync(readyFile(folder, seed))) await wait(100);
  await asOwner(server, "postgres", (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template(seed)}`),
  );
  const env = await stackEnv(server, folder, name);
  for (const fileOf of [bankFile, accountingFile]) {
    const state = fileOf(folder, template(seed));
    if (existsSync(state)) copyFileSync(state, fileOf(folder, name));
  }
  const children = [startProcess(["scripts/sandbox.ts"], env)];
  await said(children[0]!, "Sandbox bank on");
  children.push(startProcess(["scripts/web.ts"], env));
  if (hasWorker) {
    const worker = startProcess(["scripts/worker.ts"], env);
    children.push(worker);
    await said(worker, "Worker is ready");
  }
  await answers(`${env.APP_URL}/api/health`);
  await tellBankWhereWeAre({ ...env, PORT: Number(env.PORT) });
  await tellAccountingWhereWeAre({ ...env, PORT: Number(env.PORT) });
  return {
    url: env.APP_URL,
    databaseUrl: server.appUrl(name),
    ownerUrl: server.ownerUrl(name),
    bankUrl: env.PAYMENTS_BASE_URL,
    accountingUrl: env.CODAT_BASE_URL,
    env,
    stop: async () => {
      for (const child of children.reverse()) await stopProcess(child);
    },
  };
}

function readyFile(folder: string, seed: SeedKind) {
  return join(folder, template(seed), "ready");
}

function bankFile(folder: string, name: string) {
  return join(folder, name, "bank.jsonl");
}

function accountingFile(folder: string, name: string) {
  return join(folder, name, "accounting.jsonl");
}

async function stackEnv(server: Server, folder: string, name: string) {
  const [port, bankPort, bureauPort, accountingPort, mailPort, mailboxPort] = await freePorts(6);
  mkdirSync(join(folder, name), { recursive: true });
  return {
    ...process.env,
    DATABASE_URL: server.appUrl(name),
    DATABASE_POOL_SIZE: "6",
    PORT: String(port),
    WEB_PROCESSES: process.env.WEB_PROCESSES ?? "1", // many stacks run at once
    APP_URL: `http://localhost:${port}`,
    PAYMENTS_BASE_URL: `http://localhost:${bankPort}`,
    BUREAU_BASE_URL: `http://localhost:${bureauPort}`,
    CODAT_BASE_URL: `http://localhost:${accountingPort}`,
    SMTP_URL: `smtp://localhost:${mailPort}`,
    MAILBOX_URL: `http://localhost:${mailboxPort}`,
    CODAT_API_KEY: "sandbox-codat-key",
    PAYMENTS_ORGANIZATION_ID: "sandbox-organization",
    PAYMENTS_API_KEY: "sandbox-api-key",
    BANK_DATA_FILE: bankFile(folder, name),
    ACCOUNTING_DATA_FILE: accountingFile(folder, name),
    APP_MODE: "sandbox",
  };
}
