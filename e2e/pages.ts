// Every page and route handler of the product, read from app/ so that none can be forgotten: who it is for, and an
// address of it that shows something. For the tests of the gates, the accessibility tests and `npm run tour`.
import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import pg from "pg";

export type Role = "BORROWER" | "INVESTOR" | "ADMIN";
export type Gate = "PUBLIC" | "ANY" | Role;

const app = join(import.meta.dirname, "..", "app");

/** The first that fits counts. A page that fits none has no gate that anybody decided on. */
const GATES: [RegExp, Gate][] = [
  [/^\/(api\/)?admin(\/|$)/, "ADMIN"],
  [/^\/(api\/)?borrower(\/|$)/, "BORROWER"],
  [/^\/(api\/)?investor(\/|$)/, "INVESTOR"],
  [/^\/(settings|confirm)(\/|$)/, "ANY"],
  [/^\/api\/(documents|payment-orders)\//, "ANY"],
  [/^\/(sign-in|register|signed-out|help|contact|terms|privacy|statistics)?$/, "PUBLIC"],
  [/^\/invitation\/\[token\]$/, "PUBLIC"], // the token is the proof: lib/staff/invite.db.test.ts
  [/^\/(sign-in\/code|forgot-password)$/, "PUBLIC"],
  [/^\/(reset-password|verify-email|change-email|undo-email)\/\[token\]$/, "PUBLIC"], // the token is the proof: lib/accounts
  [/^\/setup\/\[token\]$/, "PUBLIC"], // the token is the proof: create-first-admin.db.test.ts
  [/^\/metrics$/, "PUBLIC"], // a token is the proof, or this machine: lib/metrics-access.test.ts, test/metrics.db.test.ts
  // Each of these has its own tests in gates.spec.ts.
  [/^\/api\/(auth\/\[\.\.\.nextauth\]|health(\/ready)?|theme|webhooks\/(payments|codat|mail))$/, "PUBLIC"],
];

export type Place = { pattern: string; gate: Gate | undefined };

/** Patterns such as "/borrower/loans/[id]", as Next builds them: groups in parentheses are no part of an address. */
export function findPlaces(file: "page.tsx" | "route.ts"): Place[] {
  const paths = readdirSync(app, { recursive: true, encoding: "utf8" }).filter(
    (path) => basename(path) === file,
  );
  const patterns = paths.map((path) => {
    const folders = dirname(path)
      .split(/[\\/]/)
      .filter((folder) => folder !== "." && !/^\(.+\)$/.test(folder));
    return `/${folders.join("/")}`;
  });
  return patterns
    .sort()
    .map((pattern) => ({ pattern, gate: GATES.find(([shape]) => shape.test(pattern))?.[1] }));
}

/**
 * One id for each kind of thing that is in brackets, by the folder before it. `$1` is a person's email address,
 * `$2` whether the thing shall be theirs or somebody else's. Read as test data; nothing is ever written.
 */
const OF_BORROWER =
  "JOIN borrowers ON borrowers.id = borrower_id JOIN users ON users.id = user_id WHERE (users.email = $1) = $2";
const OF_USER = "JOIN users ON users.id = user_id WHERE (users.email = $1) = $2";
const SAMPLES: Record<string, string> = {
  applications: `SELECT a.id FROM loan_applications a ${OF_BORROWER} ORDER BY a.number`,
  loans: `SELECT l.id FROM loans l ${OF_BORROWER} ORDER BY l.number DESC`,
  offers: `SELECT o.id FROM offers o JOIN loan_applications a ON a.id = application_id ${OF_BORROWER} ORDER BY o.status, o.id`,
  "borrower/payments": `SELECT p.id FROM payment_orders p ${OF_USER} AND kind = 'REPAYMENT' ORDER BY p.number DESC`,
  payments: `SELECT p.id FROM payment_orders p ${OF_USER} ORDER BY p.number DESC`,
  "payment-orders": `SELECT p.id FROM payment_orders p ${OF_USER} ORDER BY p.number DESC`,
  documents: `SELECT d.id FROM signed_documents d ${OF_USER} ORDER BY d.signed_at DESC, d.id`,
  "documents/issued": `SELECT d.id FROM issued_documents d ${OF_USER} ORDER BY d.number`,
  investments: `SELECT i.id FROM investments i JOIN investors ON investors.id = investor_id ${OF_USER} ORDER BY i.number`,
  accounts: "SELECT code FROM ledger.accounts WHERE code = 'cash' AND $1::text <> '' AND NOT $2::boolean",
  categories:
    "SELECT code FROM ledger.categories WHERE code = 'assets' AND $1::text <> '' AND NOT $2::boolean",
  statements: "SELECT max(id)::text FROM ledger.statements WHERE $1::text <> '' AND NOT $2::boolean",
  approvals: "SELECT id FROM approvals WHERE $1::text <> '' AND NOT $2::boolean ORDER BY proposed_at, id",
  lists: "SELECT 'payments' WHERE $1::text <> '' AND NOT $2::boolean",
  tax: "SELECT '2025' WHERE $1::text <> '' AND NOT $2::boolean",
  reports: "SELECT 'par' WHERE $1::text <> '' AND NOT $2::boolean",
  transactions: "SELECT max(id)::text FROM ledger.transactions WHERE $1::text <> '' AND NOT $2::boolean",
  // Those with the most to show: something held, something written, something that waits.
  writeback: `SELECT borrowers.id FROM borrowers JOIN users ON users.id = user_id
    LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE state = 'HELD') AS held, count(*) FILTER (WHERE state = 'DONE') AS done
                         FROM writeback_events e WHERE e.borrower_id = borrowers.id) AS written ON TRUE
    WHERE (users.email = $1) = $2 ORDER BY held DESC, done DESC, borrowers.id`,
  log: `SELECT id::text FROM writeback_events WHERE $1::text <> '' AND NOT $2::boolean
    ORDER BY state = 'HELD' DESC, state = 'DONE' DESC, id DESC`,
  // The administrators' pages of anybody; the portal's of the person.
  people: "SELECT id FROM users WHERE (users.email = $1) = $2 ORDER BY created_at, id",
  messages: `SELECT m.id FROM message_threads m ${OF_USER} ORDER BY m.created_at, m.id`,
  webhooks: "SELECT max(id) FROM webhook_messages WHERE $1::text <> '' AND NOT $2::boolean",
};

export const hasParameter = (pattern: string) => /\[\w+\]/.test(pattern);

/** The address of a page that belongs to this person, or (`isOwn` false) to somebody else, or to nobody in particular. */
export async function addressOf(
  database: pg.Client,
  pattern: string,
  { email, isOwn }: { email: string; isOwn: boolean },
) {
  const [, folder, kind] = /(\w+)\/([\w-]+)\/\[\w+\]/.exec(pattern) ?? [];
  if (!folder || !kind) return pattern;
  const sql = SAMPLES[`${folder}/${kind}`] ?? SAMPLES[kind];
  if (!sql) throw new Error(`e2e/pages.ts does not say which ${kind} to open at ${pattern}.`);
  const { rows } = await database.query({ text: `${sql} LIMIT 1`, values: [email, isOwn], rowMode: "array" });
  const id: unknown = rows[0]?.[0];
  if (typeof id !== "string") throw new Error(`The story has no sample of ${pattern} for ${email}.`);
  return pattern.replace(/\[\w+\]/, encodeURIComponent(id));
}

/** What a page needs in its query to show what it is for, instead of sending the visitor a step back. */
const QUERIES: Record<string, (account: string) => Record<string, string>> = {
  "/investor/invest/account": () => ({ option: "opt_12_months", amount: "2500.00" }),
  "/investor/invest/review": (account) => ({
    option: "opt_12_months",
    amount: "2500.00",
    account,
    rail: "ACH",
    key: "a-key-of-the-tour",
  }),
  "/borrower/loans/[id]/repay/review": (account) => ({
    kind: "SCHEDULED",
    account,
    key: "a-key-of-the-tour",
  }),
};

export type Visitor = { name: string; email?: string; gates: Gate[]; only?: RegExp };

/** The steps in which a business is asked other questions than a person. */
const FOR_A_BUSINESS = /^\/borrower\/apply\/(business|owners)$/;

/**
 * Who looks at the pages. The applicant has what Art no longer has: an application with open offers; the business is
 * asked what a person is not.
 */
export const VISITORS: Visitor[] = [
  { name: "anonymous", gates: ["PUBLIC"] },
  { name: "investor", email: "brittany@example.com", gates: ["INVESTOR", "ANY"] },
  { name: "borrower", email: "art@example.com", gates: ["BORROWER", "ANY"] },
  {
    name: "applicant",
    email: "rosa@example.com",
    gates: ["BORROWER"],
    only: /^\/borrower($|\/applications\/|\/offers\/)/,
  },
  { name: "business", email: "fatima@example.com", gates: ["BORROWER"], only: FOR_A_BUSINESS },
  { name: "administrator", email: "admin@example.com", gates: ["ADMIN", "ANY"] },
];

export type Visit = { name: string; path: string };

/** The pages that a visitor may open, each once, with a name that is good for a file. */
export async function visitsOf({ email = "", gates, only }: Visitor, databaseUrl: string): Promise<Visit[]> {
  return withDatabase(databaseUrl, async (database) => {
    const account = await ownBankAccount(database, email);
    const visits: Visit[] = [];
    for (const { pattern, gate } of findPlaces("page.tsx")) {
      if (!gate || !gates.includes(gate) || (only && !only.test(pattern))) continue;
      if (only !== FOR_A_BUSINESS && FOR_A_BUSINESS.test(pattern)) continue;
      if (isElsewhere(pattern, gates)) continue;
      const address = await addressOf(database, pattern, { email, isOwn: gate !== "ADMIN" });
      const query = QUERIES[pattern]?.(account);
      const name = pattern.slice(1).replace(/[[\]]/g, "").replaceAll("/", "-") || "home";
      visits.push({ name, path: query ? `${address}?${new URLSearchParams(query)}` : address });
    }
    return visits;
  });
}

/** "/settings", the way back from accounting software and a second step without a first only lead on; an administrator takes no other role and signs nothing. */
function isElsewhere(pattern: string, gates: Gate[]) {
  return (
    ["/settings", "/settings/accounting", "/sign-in/code"].includes(pattern) ||
    ([
      "/settings/documents",
      "/settings/roles",
      "/settings/messages/[id]",
      "/settings/second-factor", // theirs is set up
    ].includes(pattern) &&
      gates.includes("ADMIN"))
  );
}

async function ownBankAccount(database: pg.Client, email: string) {
  const { rows } = await database.query<{ id: string }>(
    "SELECT a.id FROM external_accounts a JOIN users ON users.id = user_id WHERE email = $1 AND status = 'ACTIVE' LIMIT 1",
    [email],
  );
  return rows[0]?.id ?? "";
}

export async function withDatabase<T>(databaseUrl: string, work: (database: pg.Client) => Promise<T>) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
