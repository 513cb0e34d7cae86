// npm run sandbox: the stand-ins for the outside world, as real servers: the bank, the credit bureau, Codat and a mail server.
import { mkdirSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { dirname, join } from "node:path";
import { startAccounting } from "../sandbox/accounting/server";
import { startBank } from "../sandbox/bank/server";
import { OUTCOME_EVENTS } from "../sandbox/bank/webhooks";
import { startBureau } from "../sandbox/bureau/server";
import { startMail } from "../sandbox/mail/server";
import { dataHome } from "./embedded-postgres";
import { loadEnvFile } from "./environment";
import { onStop } from "./stopping";

onStop(() => process.exit(0));
loadEnvFile();
setPriority(constants.priority.PRIORITY_BELOW_NORMAL); // elsewhere these run on their own machines
const { env, SANDBOX_MAIL_WEBHOOK_SECRET } = await import("../lib/env");
const dataFile = process.env.BANK_DATA_FILE || join(dataHome(), "bank.jsonl");
mkdirSync(dirname(dataFile), { recursive: true });
const bank = await startBank({
  port: Number(new URL(env.PAYMENTS_BASE_URL).port),
  dataFile,
  organizationId: env.PAYMENTS_ORGANIZATION_ID,
  apiKey: env.PAYMENTS_API_KEY,
  webhookKey: env.PAYMENTS_WEBHOOK_KEY,
  webhookEvents: OUTCOME_EVENTS, // as one would choose in the bank's console: what became of a payment, not every step
});
const bureau = await startBureau({
  port: Number(new URL(env.BUREAU_BASE_URL).port),
  apiKey: env.BUREAU_API_KEY,
});
const accounting = await startAccounting({
  port: Number(new URL(env.CODAT_BASE_URL).port),
  dataFile: process.env.ACCOUNTING_DATA_FILE || join(dirname(dataFile), "accounting.jsonl"),
  apiKey: env.CODAT_API_KEY,
  webhookSecret: env.CODAT_WEBHOOK_SECRET,
  hasLimits: true,
});
const mail = await startMail({
  port: Number(new URL(env.SMTP_URL).port),
  pagePort: Number(new URL(env.MAILBOX_URL).port),
  webhook: {
    url: new URL("/api/webhooks/mail", env.APP_URL).toString(),
    secret: env.MAIL_WEBHOOK_SECRET ?? SANDBOX_MAIL_WEBHOOK_SECRET,
  },
});
console.log(
  `Sandbox bank on port ${bank.port}, credit bureau on port ${bureau.port}, accounting on port ${accounting.port}, mail on port ${mail.port}.`,
);
onStop(async () => {
  await Promise.all([bank.close(), bureau.close(), accounting.close(), mail.close()]);
  process.exit(0);
});
