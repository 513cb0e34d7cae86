import { defineConfig } from "prisma/config";

// `prisma generate` needs no native engine, yet every CLI command first looks for one and downloads it
// when it is missing. Naming any existing file skips that, so generating works with nothing but npm.
// `prisma migrate` does need the real engine, so it is left alone there.
if (process.argv.includes("generate")) process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL ?? "" },
});
