// What every installation needs before anybody can do anything: the business date, rates, products, an administrator.
import { enrollSecondFactor } from "@/lib/accounts/second-factor";
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { createAdmin } from "@/lib/identity/create-admin";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { setBankDate } from "@/lib/payments/sandbox-controls";
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
  const { userId } = await createAdmin({ ...ADMINISTRATOR, password: PASSWORD });
  await inTransaction((tx) => enrollSecondFactor(tx, userId, STAFF_SECRET));
}

/** The basics and the people of the first page, while the rest of the story is still to come. */
export async function seedFirstPage() {
  await seedBasics(FIRST_DAY);
  await registerFirst();
  await inTransaction((tx) => announceSampleData(tx, { first: FIRST_DAY, last: LAST_DAY }));
}
