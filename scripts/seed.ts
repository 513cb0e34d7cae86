// npm run db:seed [basics | story]: fills an empty database. `basics` gives an administrator, rates and products;
// `story`, the default, eighteen months of people who invest and borrow. A database with people in it is left alone.
import { loadEnvFile } from "./environment";
import { prepareToRun } from "./prepare-to-run";
import { INTERRUPTED, onStop } from "./stopping";

onStop(() => process.exit(INTERRUPTED));
loadEnvFile();
const startedAt = Date.now();
const { env } = await prepareToRun();
const { db } = await import("@/lib/db");
const { isSandbox } = await import("@/lib/env");
const { isEmptyDatabase, seedBasics } = await import("../prisma/seed/basics");
const { tellStory } = await import("../prisma/seed/story");
const { monthByMonth } = await import("../prisma/seed/month-by-month");
const { FIRST_DAY } = await import("../prisma/seed/people");

try {
  if (!isSandbox)
    throw new Error("The seed makes demo people with a known password: it runs in the sandbox only.");
  if (await isEmptyDatabase()) {
    await requireBank();
    onStop(() => {
      console.error("\nThe seed was interrupted. Run npm run reset before you start again.");
      process.exit(INTERRUPTED);
    });
    await seedBasics(FIRST_DAY);
    if (process.argv[2] !== "basics") await tellStory(monthByMonth((month) => console.log(month)));
    console.log(`Seeded in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
  } else {
    console.log("There are people in the database already; nothing to seed.");
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await db.$disconnect();
}

/** The story moves money through the stand-in bank, which runs beside it. */
async function requireBank() {
  await fetch(env.PAYMENTS_BASE_URL).catch(() => {
    console.error(
      `The stand-in bank at ${env.PAYMENTS_BASE_URL} does not respond. Start it with: npm run sandbox`,
    );
    process.exit(1);
  });
}
