// The order and the page of a list that is written in SQL.
import type { Direction, Slice } from "@/lib/list";
import { Prisma } from "@/prisma/generated/client";

export function directionSql(direction: Direction): Prisma.Sql {
  return direction === "asc" ? Prisma.sql`ASC` : Prisma.sql`DESC`;
}

export function sliceSql(slice: Slice | undefined): Prisma.Sql {
  return slice ? Prisma.sql`LIMIT ${slice.take} OFFSET ${slice.skip}` : Prisma.empty;
}
