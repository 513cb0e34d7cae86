// For tests that need a row as no verb leaves it: as the owner of the database, past grants and triggers, since the
// application's own role may not.
import pg from "pg";

export async function asOwner(sql: string, values: unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.OWNER_DATABASE_URL });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query(sql, values);
  } finally {
    await client.end();
  }
}
