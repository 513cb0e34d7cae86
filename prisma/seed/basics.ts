// What every installation needs before anybody can do anything: the business date, rates, products, an administrator.
import { enrollSecondFactor } from "@/lib/accounts/second-factor";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { createAdmin, createStaff } from "@/lib/identity/create-admin";
import { DEMO_STAFF } from "@/lib/identity/demo-people";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { STAFF_ROLES } from "@/lib/permissions";
import { announceSampleData } from "@/lib/jobs/sample-data";
import { ADMINISTRATOR, FIRST_DAY, LAST_DAY, PASSWORD, STAFF_SECRET } from "./people";
import { registerFirst } from "./story";

/** True when nobody has registered yet: the one moment at which the seed may write. */
export async function isEmptyDatabase() {
  return (await db.user.count()) === 0;
}

export async function seedBasics(today: IsoDate) {
  await inTransaction(async (tx) => {
    await tx.businessClock.create({ data: { id: 1, businessDate: toDbDate(today) } });
    await ensureInvestmentOptions(tx);
    await ensureLoanProducts(tx);
  });
  await setBankDate(today);
  const others = STAFF_ROLES.filter((role) => role !== "ADMIN");
  const staff = [await createAdmin({ ...ADMINISTRATOR, password: PASSWORD }, others)];
  for (const { role, ...person } of DEMO_STAFF)
    staff.push(await createStaff({ ...person, password: PASSWORD }, [role]));
  for (const { userId } of staff) await inTransaction((tx) => enrollSecondFactor(tx, userId, STAFF_SECRET));
}

/** The basics and the people of the first page, while the rest of the story is still to come. */
export async function seedFirstPage() {
  await seedBasics(FIRST_DAY);
  await registerFirst();
  await inTransaction((tx) => announceSampleData(tx, { first: FIRST_DAY, last: LAST_DAY }));
}
