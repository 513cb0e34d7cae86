// People for tests, made the way the product makes them.
import { enrollSecondFactor } from "@/lib/accounts/second-factor";
import { db, inTransaction } from "@/lib/db";
import { createAdmin, createStaff } from "@/lib/identity/create-admin";
import type { BorrowerDetails } from "@/lib/identity/person-rows";
import { agreeToSign } from "@/prisma/seed/agree-to-sign";
import { registerUser } from "@/lib/identity/register-user";
import { STAFF_ROLES, type StaffRole } from "@/lib/permissions";
import { STAFF_SECRET } from "@/prisma/seed/people";

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

/** Somebody who may do whatever one person may, as the administrator of the sandbox. */
export async function newAdmin() {
  await setBusinessDate();
  const email = newEmail();
  const others = STAFF_ROLES.filter((role) => role !== "ADMIN");
  const { userId } = await createAdmin({ name: "Ada", email, password: PASSWORD }, others);
  await inTransaction((tx) => enrollSecondFactor(tx, userId, STAFF_SECRET));
  return { userId, email };
}

/** A member of staff with these roles and no others. */
export async function newStaff(...roles: StaffRole[]) {
  await setBusinessDate();
  const email = newEmail();
  const { userId } = await createStaff({ name: "Sam Staff", email, password: PASSWORD }, roles);
  await inTransaction((tx) => enrollSecondFactor(tx, userId, STAFF_SECRET));
  return { userId, email };
}

export function newEmail() {
  return `${crypto.randomUUID()}@example.com`;
}

export async function setBusinessDate(on = "2026-01-05") {
  await db.businessClock.upsert({ where: { id: 1 }, create: { businessDate: new Date(on) }, update: {} });
}
