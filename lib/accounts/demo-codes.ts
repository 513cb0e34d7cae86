// The sandbox shows the codes of its people, as their authenticator app would.
import "server-only";
import { now } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { DEMO_PEOPLE, DEMO_STAFF } from "@/lib/identity/demo-people";
import { secretsByEmail } from "./second-factor";
import { codeAt } from "./totp";

/** The current code of one of the sandbox's people; null outside the sandbox, and for everybody else. */
export async function demoCodeOf(email: string, sandbox = isSandbox): Promise<string | null> {
  if (!sandbox || ![...DEMO_PEOPLE, ...DEMO_STAFF].some((person) => person.email === email)) return null;
  const secret = (await secretsByEmail([email])).get(email);
  return secret === undefined ? null : codeAt(secret, now());
}

/** These people of the sandbox, with the codes of those who need one. */
export async function withCodes<P extends { email: string }>(people: readonly P[]) {
  const secrets = isSandbox
    ? await secretsByEmail(people.map(({ email }) => email))
    : new Map<string, string>();
  return people.map((person) => {
    const secret = secrets.get(person.email);
    return { ...person, code: secret === undefined ? null : codeAt(secret, now()) };
  });
}
