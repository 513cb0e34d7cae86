// npm run setup: makes an empty installation usable. Puts products and investment options into the database, and creates
// the first administrator: asks for the password where somebody is at the console, else prints a link that works once.
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { askUntil, type Console } from "./prompt";

loadEnvFile();
const { env } = await prepareToRun("worker");
const { calendarDate, now } = await import("@/lib/clock");
const { toDbDate } = await import("@/lib/calendar/dates");
const { db, inTransaction } = await import("@/lib/db");
const { isSandbox } = await import("@/lib/env");
const { createFirstAdmin, hasAdmin } = await import("@/lib/identity/create-first-admin");
const { firstAdminInput } = await import("@/lib/identity/schemas");
const { createSetupLink } = await import("@/lib/identity/setup-links");
const { ensureInvestmentOptions } = await import("@/lib/investing/investment-options");
const { ensureLoanProducts } = await import("@/lib/lending/credit/products");

try {
  if (await hasAdmin()) throw new Error("An administrator already exists, so there is nothing to set up.");
  await inTransaction(async (tx) => {
    await ensureInvestmentOptions(tx);
    await ensureLoanProducts(tx);
    if (isSandbox) {
      const businessDate = toDbDate(calendarDate(now(), env.BUSINESS_TIME_ZONE));
      await tx.businessClock.createMany({ data: [{ id: 1, businessDate }], skipDuplicates: true });
    }
  });
  console.log("Loan products and investment options are in the database.");
  if (process.stdin.isTTY && process.stdout.isTTY) await askForAdmin(process.stdin, process.stdout);
  else await printLink();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.$disconnect();
}

async function askForAdmin(input: Console["input"], output: Console["output"]) {
  const at = { input, output };
  const { name, email, password } = firstAdminInput.shape;
  const by =
    <T>(schema: { safeParse: typeof name.safeParse }) =>
    (answer: string) => {
      const parsed = schema.safeParse(answer);
      return parsed.success
        ? { value: parsed.data as T }
        : { sentence: parsed.error.issues[0]?.message ?? "Not accepted." };
    };
  console.log("The first administrator:");
  const admin = {
    name: await askUntil<string>("Full name: ", at, by(name)),
    email: await askUntil<string>("Email address: ", at, by(email)),
    password: await askUntil<string>("Password (not shown): ", at, by(password), true),
  };
  await askUntil(
    "Password again: ",
    at,
    (answer) => (answer === admin.password ? { value: true } : { sentence: "The passwords do not match." }),
    true,
  );
  await createFirstAdmin(admin);
  console.log(`${admin.email} can sign in at ${env.APP_URL}/sign-in.`);
}

async function printLink() {
  const { token, expiresAt } = await createSetupLink();
  console.log("Open this link to choose the first administrator's name, email address and password:");
  console.log(new URL(`/setup/${token}`, env.APP_URL).href);
  console.log(`It works once, until ${expiresAt.toISOString()}. Running setup again replaces the link.`);
}
