// `npm run keys`: which keys seal what, and replacing ENCRYPTION_KEY while the product runs (docs/operations.md).
import { db } from "@/lib/db";
import { keyStatus, rotateKeys } from "@/lib/staff/keys";

const USAGE = `Usage: npm run keys -- <command>

  status   the ids of the keys that are set, and how many values are sealed under each
  rotate   seals everything under ENCRYPTION_KEY that is sealed under another key; can be stopped and started again`;

async function run([command, ...rest]: string[]): Promise<number> {
  if (rest.length === 0 && command === "status") return status();
  if (rest.length === 0 && command === "rotate") {
    const done = await rotateKeys({ onBatch: (count) => console.error(`${count} sealed`) });
    console.log(`${done} ${done === 1 ? "value was" : "values were"} sealed again.`);
    return status();
  }
  console.error(USAGE);
  return 2;
}

async function status(): Promise<number> {
  const { keys, columns } = await keyStatus();
  const [current, ...others] = keys;
  console.log(`ENCRYPTION_KEY            ${current}`);
  for (const key of others) console.log(`FURTHER_ENCRYPTION_KEYS   ${key}`);
  for (const { column, counts } of columns)
    for (const { key, count } of counts) console.log(`${column}   ${key}   ${count}`);
  return 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await db.$disconnect();
}
