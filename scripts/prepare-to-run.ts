// What web server and worker do before anything else: check the settings, wait for the database, check it. What is wrong is
// said in sentences, without a stack trace, and the process ends with status 1.

/** @returns the environment, once everything is as it must be */
export async function prepareToRun(kind: "web" | "worker") {
  try {
    const { env } = await import("../lib/env");
    const { waitForDatabase } = await import("../lib/wait-for-database");
    const { databaseOf, requireUsableDatabase } = await import("../lib/startup-checks");
    await waitForDatabase(databaseOf(kind).url, (sentence) => console.error(sentence));
    await requireUsableDatabase(kind);
    const { requireRightKeys } = await import("../lib/staff/keys");
    await requireRightKeys();
    return { env };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
