// People for tests, made the way the product makes them.
import { db } from "@/lib/db";
import { createAdmin } from "@/lib/identity/create-admin";
import type { BorrowerDetails } from "@/lib/identity/person-rows";
import { agreeToSign } from "@/prisma/seed/agree-to-sign";
import { registerUser } from "@/lib/identity/register-user";

export const PASSWORD = "a long password";

type Wish = "BORROWER" | "INVESTOR" | { borrower: BorrowerDetails };

/** A new person with these roles who has agreed to sign electronically, and a business date when there is none yet. */
export async function newPerson(...wishes: Wish[]) {
  await setBusinessDate();
  const email = newEmail();
  const roles = wishes.filter((wish) => typeof wish === "string");
  const borrower = wishes.find((wish) => typeof wish === "object")?.borrower ?? { kind: "PERSON" };
  const registered = await registerUser({ name: "Pat Doe", email, password: PASSWORD, roles, borrower });
  await agreeToSign({ userId: registered.userId });
  return { ...registered, email };
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
