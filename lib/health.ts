import { db } from "@/lib/db";

/** True when the database answers. */
export async function ping() {
  try {
    await db.$queryRaw`SELECT 1`;
    return true;
  } catch {
    return false;
  }
}
