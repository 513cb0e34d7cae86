// The sandbox shows the codes of its demo people, as their authenticator app would.
import "server-only";
import { now } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { DEMO_PEOPLE, DEMO_STAFF } from "@/lib/identity/demo-people";
import { findUserByEmail } from "@/lib/identity/queries";
import { secretOf } from "./second-factor";
import { codeAt } from "./totp";

/** The current code of one of the sandbox's people; null outside the sandbox, and for everybody else. */
export async function demoCodeOf(email: string, sandbox = isSandbox): Promise<string | null> {
  if (!sandbox || ![...DEMO_PEOPLE, ...DEMO_STAFF].some((person) => person.email === email)) return null;
  const user = await findUserByEmail(email);
  const secret = user && (await secretOf(user.userId));
  return secret ? codeAt(secret, now()) : null;
}

/** These people of the sandbox, with the codes of those who need one. */
export async function withCodes<P extends { email: string }>(people: readonly P[]) {
  return Promise.all(people.map(async (person) => ({ ...person, code: await demoCodeOf(person.email) })));
}
