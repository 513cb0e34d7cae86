import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";
import prettier from "eslint-config-prettier/flat";

// The ladder: a folder of lib/ may import the folders written before it, never those after.
// Files at the root of lib/ (db, env, session, action, …) stand between the two rows.
const PURE = ["money", "calendar", "amortization", "transaction-types"];
const DOMAINS = [
  "ledger", // accounts, transactions, entries; has never heard of a loan
  "audit", // who did what, append-only
  "legal", // the texts that people agree to, and who agreed to which
  "identity", // users, roles, sessions
  "payments", // money on a rail
  "notifications", // notifications to people
  "accounts", // links by email, second factors, passkeys, changes of an account
  "approvals", // what one member of staff proposes and another decides
  "documents", // agreements and disclosures, kept as they were signed
  "messages", // what people write to us, and our answers
  "accruals", // interest accrued per loan or investment and period
  "lending",
  "investing",
  "pool", // cash check and interest run over both sides
  "paperwork", // which documents are due to whom, and the facts in them
  "reporting", // loan tape, portfolio at risk, vintages, income: read-only
  "regulations", // the rules that we promise, each a named check of the live book
  "people", // one person across everything above, for staff: read-only
  "writeback", // a loan's records in the borrower's own accounting software
  "jobs", // binds queue tasks to the verbs above
  "staff", // invitations, and what two people do: binds approvals to the verbs above
];
const LADDER = [...PURE, ...DOMAINS];
const MONEY = LADDER.filter((folder) => folder !== "jobs");

// Ladders inside the large folders, foot first. What lies beside the rooms (tests of the whole folder, the server of the
// stand-in) may import all of them.
export const ROOMS = {
  "lib/documents": [
    "engine", // blocks, pages, text: sets a document and knows no kind
    "templates", // kinds and their versions, from facts to blocks
    "issued", // documents with a number, their files and hashes
  ],
  "lib/lending": [
    "servicing", // a loan's life: what is owed, late, charged and booked. Pure
    "terms", // what a loan is and where it is: numbers and states
    "delinquency", // how late loans are, kept as history
    "credit", // whom to lend to, and at which price
    "autopay", // what autopay debits and when; its authorization
    "application", // from the first draft to the accepted offer
    "disbursement",
    "charge-off",
    "refunds", // what we owe borrowers, and its way back
    "repayment", // from the quote to the return
    "reading", // loans for pages
  ],
  "lib/writeback": [
    "records", // what a record looks like on each platform: pure
    "codat", // the client, its limits and its words
    "outbox", // what has to be written, and its states
    "books", // connection, mapping and switch: what a borrower has set
    "sending", // from the outbox to Codat, and Codat's news
    "pages", // settings, log and reconciliation for pages
  ],
  "lib/investing": [
    "returns", // what an investor earns and gets: numbers and dates. Pure
    "taxes", // what investors certify for their taxes, and what is withheld
    "gate", // whether deposits, early withdrawals and reinvestments go on
    "exits", // leaving before maturity: requests, the queue, its payments
  ],
  "lib/pool": [
    "losses", // what losses do to the claims on the pool: numbers. Pure
    "allowance", // what is set aside each night, and what is covered
    "proof", // that every balance is counted, for each customer to verify
  ],
  "sandbox/accounting": [
    "http", // requests, answers, limits
    "platforms", // what each accounting software takes
    "books", // what the stand-in keeps, and the webhooks that it sends about it
    "writes", // what a push does to the books
    "pages", // endpoints and screens
  ],
};

/** Rooms that are pure like the foot of the ladder, though their subject belongs to a domain. */
const PURE_ROOMS = ["lib/lending/servicing", "lib/investing/returns", "lib/pool/losses"];

const stayInside = {
  regex: "^\\.\\./",
  message: "Inside a folder write './x'; across folders write '@/lib/…'.",
};
const noScreens = { regex: "^@/(app|components|e2e)/", message: "lib/ knows nothing of screens." };
const noDatabase = {
  regex: "^(@prisma/|@/prisma/|@/lib/db$|pg$)",
  message: "Only lib/ speaks to the database; call a function of lib/<domain>.",
};
const noPlatform = {
  regex: "^(@/lib/[^/]+$|@prisma/|@/prisma/|next|react|server-only|node:)",
  message: "This folder is pure: numbers in, numbers out.",
};
const above = (folders, of) => ({
  regex: `^@/lib/(${folders.join("|")})/`,
  message: `Is above ${of} on the ladder (eslint.config.js).`,
});

const noTestSupport = {
  regex: "^@/(test|sandbox)/",
  message: "The product imports neither test support nor the stand-ins.",
};
const aboveRoom = (folder, rooms, of) => ({
  regex: `^@/${folder}/(${rooms.join("|")})/`,
  message: `Is above ${folder}/${of} on its ladder (eslint.config.js).`,
});

const TESTS = "**/*.test.{ts,tsx}";
const forbid = (files, ...patterns) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns }] },
});
const forbidUnlessTest = (files, ...patterns) => ({ ...forbid(files, ...patterns), ignores: [TESTS] });

/** What a folder of lib/ may not import, and more for what is no test in it; the last that fits a file counts. */
const forbidIn = (folder, patterns) => [
  forbid([`${folder}/**`], ...patterns),
  forbidUnlessTest([`${folder}/**`], ...patterns, noTestSupport),
  ...roomsOf(folder, [...patterns, noTestSupport]),
];
const roomsOf = (folder, patterns) =>
  (ROOMS[folder] ?? [])
    .map((room, rung, rooms) => [room, rooms.slice(rung + 1)])
    .filter(([room, higher]) => higher.length > 0 || PURE_ROOMS.includes(`${folder}/${room}`))
    .map(([room, higher]) =>
      forbidUnlessTest(
        [`${folder}/${room}/**`],
        ...patterns,
        ...(higher.length > 0 ? [aboveRoom(folder, higher, room)] : []),
        ...(PURE_ROOMS.includes(`${folder}/${room}`) ? [noPlatform] : []),
      ),
    );

const ladder = LADDER.flatMap((folder, rung) => {
  const higher = LADDER.slice(rung + 1);
  return forbidIn(`lib/${folder}`, [
    stayInside,
    noScreens,
    ...(PURE.includes(folder) ? [noPlatform] : []),
    ...(higher.length > 0 ? [above(higher, `lib/${folder}`)] : []),
  ]);
});

// Inside a domain, but as pure as the foot of the ladder: bytes and rows in, plain objects out.
const PURE_FILES = [
  "lib/payments/bank/{formats,matching}/**",
  "lib/payments/bank/{fields,match,read-bank-file,statement,text}.ts",
];
const pureFiles = (files, domain, of) =>
  forbidUnlessTest(
    files,
    stayInside,
    noScreens,
    noPlatform,
    noTestSupport,
    above(
      DOMAINS.filter((folder) => folder !== domain),
      of,
    ),
  );
/** Sanctions screening: files of the list and a name in, hits out. */
const SCREENING = "lib/identity/sanctions";

// What portals share lives in app/_parts and its neighbors, which know of no portal.
const PORTALS = ["admin", "borrower", "investor"];
const noPortal = (portals) => ({
  regex: `^(@/app|(\\.\\./)+)/?(${portals.join("|")})/`,
  message: "What portals share lives in app/_parts.",
});
const portals = [
  ...PORTALS.map((portal) =>
    forbid([`app/${portal}/**`], noDatabase, noPortal(PORTALS.filter((other) => other !== portal))),
  ),
  forbid(["app/_*/**"], noDatabase, noPortal(PORTALS)),
];

const envInOnePlace = { object: "process", property: "env", message: "Read env from lib/env.ts." };
const takeTheDate = "Pure code takes the date as an argument.";
const PURE_SYNTAX = [
  "error",
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: takeTheDate },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: takeTheDate,
  },
  { selector: "AwaitExpression", message: "Pure code does no I/O." },
];
const wrapIt = "Wrap it: export const xAction = action(…).";

export default defineConfig([
  globalIgnores([
    ".next*/**",
    ".data/**",
    ".tour/**",
    "next-env.d.ts",
    "prisma/generated/**",
    "playwright-report/**",
    "test-results/**",
  ]),
  ...nextVitals,
  ...nextTypescript,
  prettier,
  ...ladder,
  pureFiles(PURE_FILES, "payments", "the pure files of lib/payments/bank"),
  pureFiles([`${SCREENING}/**`], "identity", SCREENING),
  forbid(["lib/*.ts"], noScreens, above(DOMAINS, "the files at the root of lib/")),
  forbidUnlessTest(["lib/*.ts"], noScreens, noTestSupport, above(DOMAINS, "the files at the root of lib/")),
  ...roomsOf("sandbox/accounting", [stayInside]),
  forbid(["app/**"], noDatabase),
  ...portals,
  forbid(["components/**"], stayInside, noDatabase, {
    regex: "^@/app/",
    message: "A component that needs a route lives in that route.",
  }),
  forbid(["components/ui/**"], stayInside, noDatabase, {
    regex: "^@/(app/|lib/(?!cn$))",
    message: "components/ui could ship in a different product.",
  }),
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-import-type-side-effects": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: ["lib/env.ts", "*.config.*", "{e2e,prisma,sandbox,scripts,bench,test}/**", "**/*.test.ts"],
    rules: { "no-restricted-properties": ["error", envInOnePlace] },
  },
  // Flat config replaces a rule, it does not merge it: repeat envInOnePlace.
  {
    files: MONEY.map((folder) => `lib/${folder}/**/*.ts`),
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", "parseFloat"],
      "no-restricted-properties": [
        "error",
        envInOnePlace,
        { object: "Math", property: "round", message: "Round with lib/money; it names its mode." },
        { object: "Number", property: "parseFloat", message: "Money is a Decimal, never a float." },
        { property: "toNumber", message: "Money stays a Decimal until it becomes a string at the edge." },
      ],
      "max-lines-per-function": ["warn", { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["app/**/*.tsx", "components/**/*.tsx"],
    ignores: ["**/*.test.tsx"],
    rules: {
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: PURE.map((folder) => `lib/${folder}/**/*.ts`),
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": PURE_SYNTAX },
  },
  {
    // Business meaning never comes from the machine's clock: lib/clock.ts says what day it is.
    files: DOMAINS.map((folder) => `lib/${folder}/**/*.ts`),
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Ask lib/clock.ts." },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: "Ask lib/clock.ts.",
        },
      ],
    },
  },
  {
    files: [...PURE_ROOMS, SCREENING].map((room) => `${room}/**/*.ts`),
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": PURE_SYNTAX },
  },
  {
    files: ["app/**/actions.ts"],
    rules: {
      // a server action exists only inside the wrapper
      "no-restricted-syntax": [
        "error",
        { selector: "ExportNamedDeclaration > FunctionDeclaration", message: wrapIt },
        {
          selector:
            "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator:not([init.callee.name=/^(action|publicAction|publicFormAction)$/])",
          message: wrapIt,
        },
      ],
    },
  },
]);
