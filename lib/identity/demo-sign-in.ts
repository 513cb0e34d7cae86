import "server-only";
import { isSandbox } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { DEMO_PEOPLE, DEMO_STAFF } from "./demo-people";
import { findUserByEmail } from "./queries";

/**
 * One of the demo people, without a password.
 *
 * @throws DomainError "not-allowed" outside the sandbox or for anyone else, "not-found" before the seed has run
 */
export async function findDemoPerson(email: string, sandbox = isSandbox) {
  if (!sandbox || ![...DEMO_PEOPLE, ...DEMO_STAFF].some((person) => person.email === email)) {
    throw new DomainError(
      "not-allowed",
      "One-click sign-in is only available for demo users in the sandbox.",
    );
  }
  const person = await findUserByEmail(email);
  if (!person)
    throw new DomainError("not-found", "The demo users do not exist yet. Run npm run db:seed first.");
  return person;
}
