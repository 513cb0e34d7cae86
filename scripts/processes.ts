// Starting and stopping the processes of the product: for `npm start`, and for the browser tests' own stacks.
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

const SECOND = 1000;
/** A little more than what a process takes to finish what it is doing. */
const UNTIL_KILLED_MS = 35 * SECOND;
const TYPESCRIPT = ["--conditions=react-server", "--import", "tsx"];

/** Starts one of the programs under scripts/. It is asked to stop by a message, which works on every system. */
export function startProcess(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  { detached = false, stderr = "inherit" }: { detached?: boolean; stderr?: "inherit" | "pipe" } = {},
): ChildProcess {
  return spawn(process.execPath, [...TYPESCRIPT, ...args], {
    stdio: ["ignore", "pipe", stderr, "ipc"],
    env,
    detached,
  });
}

/** Calls `print` for every line that the process writes to its standard output. */
export function eachLine(child: ChildProcess, print: (line: string) => void) {
  if (child.stdout) createInterface({ input: child.stdout }).on("line", print);
}

/** Resolves when the process has printed `words`; rejects when it ends before. */
export function said(child: ChildProcess, words: string): Promise<void> {
  return new Promise((ready, failed) => {
    child.stdout!.on("data", (chunk: Buffer) => chunk.includes(words) && ready());
    child.once("exit", (code) =>
      failed(new Error(`The process ended before it was ready (exit status ${code}).`)),
    );
  });
}

export function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk));
  return new Promise((done) => child.once("close", (code) => done({ code, output })));
}

/** Resolves when the address answers with success. */
export async function answers(url: string, timeoutMs = 120 * SECOND) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((wait) => setTimeout(wait, 150));
  }
  throw new Error("The web server did not respond in time.");
}

type BankAddress = {
  PAYMENTS_BASE_URL: string;
  PAYMENTS_ORGANIZATION_ID: string;
  PAYMENTS_API_KEY: string;
  PORT: number;
};

/** What one would set in the bank's own console: where its webhooks go. */
export async function tellBankWhereWeAre(env: BankAddress) {
  const credentials = Buffer.from(`${env.PAYMENTS_ORGANIZATION_ID}:${env.PAYMENTS_API_KEY}`).toString(
    "base64",
  );
  const answer = await fetch(new URL("/sandbox/webhook_endpoint", env.PAYMENTS_BASE_URL), {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Basic ${credentials}` },
    body: JSON.stringify({ url: `http://localhost:${env.PORT}/api/webhooks/payments` }),
  });
  if (!answer.ok) throw new Error(`The sandbox bank refused the webhook address (${answer.status}).`);
}

// Not each read of the books: one follows every write.
const CODAT_EVENTS = [
  "connection",
  "bankFeeds.sourceAccount",
  "client.rateLimit",
  "read.completed.initial",
  ...["transfers", "directCosts", "bankTransactions", "suppliers", "chartOfAccounts", "bankAccounts"].map(
    (dataType) => `${dataType}.write`,
  ),
];

/** What one would set in Codat's portal: where its webhooks go, and where people come back to after linking. */
export async function tellAccountingWhereWeAre({
  CODAT_BASE_URL,
  PORT,
}: {
  CODAT_BASE_URL: string;
  PORT: number;
}) {
  const back = "to={redirectUrl}&statusCode={statusCode}";
  const answer = await fetch(new URL("/_control/consumer", CODAT_BASE_URL), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      url: `http://localhost:${PORT}/api/webhooks/codat`,
      eventTypes: CODAT_EVENTS,
      redirectUrl: `http://localhost:${PORT}/settings/accounting?${back}`,
    }),
  });
  if (!answer.ok)
    throw new Error(`The sandbox accounting software refused the webhook address (${answer.status}).`);
}

export function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const force = setTimeout(() => child.kill("SIGKILL"), UNTIL_KILLED_MS);
    child.once("exit", () => {
      clearTimeout(force);
      done();
    });
    if (child.connected) child.send("stop");
    else child.kill("SIGTERM");
  });
}
