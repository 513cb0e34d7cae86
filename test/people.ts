// People for tests, made the way the product makes them.
import { db } from "@/lib/db";
import { createAdmin } from "@/lib/identity/create-admin";
import { registerUser } from "@/lib/identity/register-user";

export const PASSWORD = "a long password";

/** A new person with these roles, and a business date when there is none yet. */
export async function newPerson(...roles: ("BORROWER" | "INVESTOR")[]) {
  await setBusinessDate();
  const email = newEmail();
  const person = { name: "Pat Doe", email, password: PASSWORD, roles, borrower: { kind: "PERSON" as const } };
  return { ...(await registerUser(person)), email };
}

export async function newAdmin() {
  await setBusinessDate();
  const email = newEmail();
  return { ...(await createAdmin({ name: "Ada", email, password: PASSWORD })), email };
}

export function newEmail() {
  return `${crypto.randomUUID()}@example.com`;
}

export async function setBusinessDate(on = "2026-01-05") {
  await db.businessClock.upsert({ where: { id: 1 }, create: { businessDate: new Date(on) }, update: {} });
}
