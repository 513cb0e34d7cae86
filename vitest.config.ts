import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import "./scripts/temporary-folder.js";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = [
  { find: /^@\//, replacement: root },
  // The guard package throws outside a React server build; tests are neither browser nor build.
  { find: "server-only", replacement: `${root}test/server-only.ts` },
];
// Off UTC and off the whole hour, so that code which forgets a time zone fails loudly.
const env = { TZ: "Asia/Kathmandu", LOG_LEVEL: "silent" };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,app,components,scripts,sandbox,test}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          setupFiles: ["test/unit.setup.ts"],
          isolate: false, // test/fresh-start.ts
          testTimeout: 60_000, // a slow machine is no failure
          hookTimeout: 60_000,
          env,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "db",
          include: ["{lib,app,scripts,sandbox,test}/**/*.db.test.ts"],
          globalSetup: ["test/database.global.ts"],
          setupFiles: ["test/database.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          isolate: false, // test/fresh-start.ts
          env,
        },
      },
    ],
  },
});
