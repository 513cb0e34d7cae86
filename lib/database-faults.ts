// What web server and worker refuse to run on, decided from what the database said about itself.
import { APP_ROLE, type Limits } from "@/lib/connection-limits";
import { versionFault } from "@/lib/server-version";

export type DatabaseFacts = {
  /** Whose rights the application's statements have. */
  currentUser: string;
  /** Who logged in. */
  sessionUser: string;
  isSuperuser: boolean;
  /** Whether who logged in may act as the owner of the ledger's tables. */
  ownsLedger: boolean;
  /** 150004 for 15.4. */
  version: number;
  isEncrypted: boolean;
  /** What the connection has, in milliseconds. */
  limits: Limits;
};

type Situation = { isProduction: boolean; isRemote: boolean };

/** A sentence without its full stop for everything that is wrong. */
export function databaseFaults(facts: DatabaseFacts, { isProduction, isRemote }: Situation): string[] {
  const { currentUser, sessionUser } = facts;
  const always = [
    versionFault(facts.version),
    currentUser !== APP_ROLE &&
      `Statements run as ${currentUser} instead of ${APP_ROLE}: connect as ${APP_ROLE}, or configure the connection pooler to pass the startup option "role"`,
  ];
  const inProduction = [
    facts.isSuperuser
      ? `DATABASE_URL logs in as ${sessionUser}, a superuser: use the role ${APP_ROLE}`
      : facts.ownsLedger &&
        `DATABASE_URL logs in as ${sessionUser}, who owns the ledger and could rewrite it: use the role ${APP_ROLE}`,
    isRemote &&
      !facts.isEncrypted &&
      "The connection to the database is not encrypted: add sslmode=verify-full to DATABASE_URL",
  ];
  return [...always, ...(isProduction ? inProduction : [])].filter((fault) => typeof fault === "string");
}

const SETTINGS: [keyof Limits, string][] = [
  ["statement", "statement_timeout"],
  ["lock", "lock_timeout"],
  ["idle", "idle_in_transaction_session_timeout"],
];

/**
 * A sentence without its full stop where a connection does not have the limits that were asked for.
 *
 * @param wereSent whether they were sent when the connection was opened; otherwise the role has them by itself
 */
export function limitFaults({ limits }: DatabaseFacts, wanted: Limits, wereSent: boolean): string[] {
  const missing = SETTINGS.filter(([limit]) => limits[limit] !== wanted[limit]);
  if (missing.length === 0) return [];
  const names = missing.map(([limit, name]) => `${name} is ${limits[limit]} ms instead of ${wanted[limit]}`);
  const remedy = wereSent
    ? "a connection pooler drops what worker and tools ask for: set WORKER_DATABASE_URL to a connection past it"
    : `as the owner, run ${missing.map(([limit, name]) => `ALTER ROLE ${APP_ROLE} SET ${name} = ${wanted[limit]}`).join("; ")}`;
  return [`The connection lacks its limits (${names.join(", ")}): ${remedy}`];
}
