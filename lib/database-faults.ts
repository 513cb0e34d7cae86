// What web server and worker refuse to run on, decided from what the database said about itself.
import { APP_ROLE } from "@/lib/connection-limits";

const OLDEST_VERSION = 15;

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
};

type Situation = { isProduction: boolean; isRemote: boolean };

/** A sentence without its full stop for everything that is wrong. */
export function databaseFaults(facts: DatabaseFacts, { isProduction, isRemote }: Situation): string[] {
  const { currentUser, sessionUser } = facts;
  const always = [
    facts.version < OLDEST_VERSION * 10_000 &&
      `The server is PostgreSQL ${Math.floor(facts.version / 10_000)}: ${OLDEST_VERSION} or newer is needed`,
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
  return [...always, ...(isProduction ? inProduction : [])].filter((fault) => fault !== false);
}
