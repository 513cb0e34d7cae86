// What waits for a document: parts of the queries that find it.
import { Prisma } from "@/prisma/generated/client";

export const AT_ONCE = 500;

export type Id = { id: string };

/** Whether the document with the key that an SQL expression makes is not there. */
export const hasNone = (key: Prisma.Sql) =>
  Prisma.sql`NOT EXISTS (SELECT 1 FROM issued_documents i WHERE i.issue_key = ${key})`;
