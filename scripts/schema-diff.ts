// What SQL would bring a database to what schema.prisma says, by Prisma's own engine as WebAssembly. A developer
// starts a new migration from its answer; a test asserts that after all migrations the answer is empty.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import * as background from "@prisma/schema-engine-wasm/schema_engine_bg";

const SCHEMA = fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url));

export async function schemaDiff(url: string, from: "empty" | "database"): Promise<string> {
  const wasm = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm").replace(/[^/\\]+$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), { "./schema_engine_bg.js": background as never });
  background.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const files = [{ path: "schema.prisma", content: readFileSync(SCHEMA, "utf8") }];
  const engine = await background.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url })),
  );
  const result = await engine.diff({
    from: from === "empty" ? { tag: "empty" } : { tag: "schemaDatasource", files, configDir: "." },
    to: { tag: "schemaDatamodel", files },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
  });
  return result.stdout ?? "";
}
