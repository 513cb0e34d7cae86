// The sandbox shows the codes of its demo people, as their authenticator app would.
import "server-only";
import { now } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { DEMO_PEOPLE } from "@/lib/identity/demo-people";
import { secretsByEmail } from "./second-factor";
import { codeAt } from "./totp";

/** The current code of one of the sandbox's people; null outside the sandbox, and for everybody else. */
export async function demoCodeOf(email: string, sandbox = isSandbox): Promise<string | null> {
  if (!sandbox || !DEMO_PEOPLE.some((person) => person.email === email)) return null;
  const secret = (await secretsByEmail([email])).get(email);
  return secret === undefined ? null : codeAt(secret, now());
}

/** The people of the first page, with the codes of those who need one. */
export async function demoPeopleWithCodes() {
  const secrets = isSandbox
    ? await secretsByEmail(DEMO_PEOPLE.map(({ email }) => email))
    : new Map<string, string>();
  return DEMO_PEOPLE.map((person) => {
    const secret = secrets.get(person.email);
    return { ...person, code: secret === undefined ? null : codeAt(secret, now()) };
  });
}
