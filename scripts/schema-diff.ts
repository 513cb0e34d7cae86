// What SQL would bring a database to what schema.prisma says, by Prisma's own engine as WebAssembly. A developer
// starts a new migration from its answer; a test asserts that after all migrations the answer is empty.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import * as background from "@prisma/schema-engine-wasm/schema_engine_bg";

const SCHEMA = fileURLToPath(new URL("../prisma/schema.prisma", import.meta.url));

export async function schemaDiff(url: string, from: "empty" | "database"): Promise<string> {
  const wasm = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm")
    .replace(/[^/\\]+$/, "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), {
    "./schema_engine_bg.js": Object.fromEntries(Object.entries(background)),
  });
  background.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  const files = [{ path: "schema.prisma", content: readFileSync(SCHEMA, "utf8") }];
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const engine = await background.SchemaEngine.new(
    { datamodels: files.map(({ path, content }) => [path, content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(catalogReader(pool)),
  );
  try {
    const result = await engine.diff({
      from: from === "empty" ? { tag: "empty" } : { tag: "schemaDatasource", files, configDir: "." },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    });
    return result.stdout ?? "";
  } finally {
    await pool.end();
  }
}

const INTERNAL_CHAR = 18; // PostgreSQL's one-byte "char", which its catalog uses and Prisma's adapter does not know
const TEXT = 25;

/** Prisma's adapter, made able to read the "char" columns of PostgreSQL's catalog. */
function catalogReader(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new Set<string>();
  const query = pool.query.bind(pool) as (query: pg.QueryConfig) => Promise<pg.QueryResult>;
  const acceptChar = async (config: pg.QueryConfig) => {
    const result = await query(config);
    for (const field of result.fields.filter(({ dataTypeID }) => dataTypeID === INTERNAL_CHAR)) {
      field.dataTypeID = TEXT;
      charColumns.add(field.name);
    }
    return result;
  };
  const factory = new PrismaPg(Object.assign(pool, { query: acceptChar }));
  const connect = factory.connect.bind(factory);
  return Object.assign(factory, {
    async connect() {
      const adapter = await connect();
      const queryRaw = adapter.queryRaw.bind(adapter);
      return Object.assign(adapter, {
        async queryRaw(sql: SqlQuery) {
          const result = await queryRaw(sql);
          const columnTypes = result.columnTypes.map((type, index) =>
            charColumns.has(result.columnNames[index]!) ? ColumnTypeEnum.Character : type,
          );
          return { ...result, columnTypes };
        },
      });
    },
  });
}
