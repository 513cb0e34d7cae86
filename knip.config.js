// Finds files, exports and dependencies that nothing uses. Knip reads the entry points of Next.js, Vitest, Playwright, ESLint
// and the npm scripts from their own configuration; the list below names what it cannot see there.

/** @type {import('knip').KnipConfig} */
const config = {
  entry: [
    "scripts/postgres.ts", // npm start starts it by its path
    "bench/day-person.ts", // bench/day.ts starts it by its path
    "bench/pages-product.ts", // bench/start-product.ts starts it by its path
    "bench/replica-{loop,payer,reader}.ts", // bench/replica.ts starts them by their paths
    "bench/reader.ts", // bench/ledger-reads.ts starts it by its path
    "test/server-only.ts", // vitest.config.ts puts it in the place of the package
  ],
  project: ["**/*.{js,ts,tsx,css,prisma}"],
  ignoreDependencies: [
    "dejavu-fonts-ttf", // lib/documents/engine/fonts.ts reads its files by their path
    "lighthouse", // bench/browser.ts starts its command line by its path
    "@prisma/client", // the generated client imports it, and Git ignores that folder
  ],
  ignoreBinaries: [
    "pgbench", // the benchmark says so when the system has none
    "hledger", // these three read the exported journal; their tests say so when they are missing
    "ledger",
    "bean-check",
    "mount", // the test of a full disk
    "umount",
  ],
};

export default config;
