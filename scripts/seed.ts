// npm run db:seed [basics | first | story]: fills an empty database. `basics` gives an administrator, rates and products; `story`,
// the default, eighteen months of people who invest and borrow. `first` gives the people of the first page in seconds, and
// `story` then continues from there, or from wherever it was interrupted. Otherwise a database with people in it is left alone.
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { INTERRUPTED, onStop } from "./stopping";

onStop(() => process.exit(INTERRUPTED)); // what was written stays, and the next start continues from there
loadEnvFile();
Object.assign(globalThis, { __modernLendingSeed: true }); // before the product's code is loaded (lib/server-state.ts)
const startedAt = Date.now();
const { env } = await prepareToRun("worker");
const { db } = await import("@/lib/db");
const { isSandbox } = await import("@/lib/env");
const { sampleDataProgress } = await import("@/lib/jobs/sample-data");
const { isEmptyDatabase, seedBasics, seedFirstPage } = await import("../prisma/seed/basics");
const { loadSampleData } = await import("../prisma/seed/load-sample-data");
const { monthByMonth } = await import("../prisma/seed/month-by-month");
const { FIRST_DAY, MORE_TO_LOAD } = await import("../prisma/seed/people");
const { proveClaims } = await import("@/lib/pool/proof/prove-claims");
const kind = process.argv[2] ?? "story";

try {
  if (!isSandbox)
    throw new Error("The seed creates demo users with a known password, so it runs only in the sandbox.");
  const isEmpty = await isEmptyDatabase();
  if (isEmpty) await requireBank();
  if (isEmpty) await (kind === "basics" ? seedBasics(FIRST_DAY) : seedFirstPage());
  const isUnfinished = (await sampleDataProgress()) !== null;
  if (kind === "story" && isUnfinished)
    await loadSampleData({
      onDay: monthByMonth((month) => console.log(month)),
      // Nobody else is there in a database that was empty a moment ago: a refusal is a fault of the story.
      onRefusal: isEmpty ? undefined : (sentence) => console.log(sentence),
    });
  if (isEmpty || isUnfinished) await proveClaims();
  if (isEmpty || isUnfinished) console.log(`Seeded in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  else console.log("The database already has users, so there is nothing to seed.");
  if (kind === "first" && isUnfinished) console.log(MORE_TO_LOAD);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await db.$disconnect();
}

/** The story moves money through the sandbox bank, which runs beside it. */
async function requireBank() {
  await fetch(env.PAYMENTS_BASE_URL).catch(() => {
    console.error(
      `The stand-in bank at ${env.PAYMENTS_BASE_URL} does not respond. Start it with: npm run sandbox`,
    );
    process.exit(1);
  });
}
