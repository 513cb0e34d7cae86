import { expect, it } from "vitest";
import { schemaDiff } from "../scripts/schema-diff";

it("finds no difference between the migrated database and schema.prisma", async () => {
  expect(await schemaDiff(process.env.OWNER_DATABASE_URL!, "database")).toMatch(
    /^-- This is an empty migration\.\s*$/,
  );
});
