// What every installation needs before anybody can do anything: the business date, rates, products, an administrator.
import { toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { db, inTransaction } from "@/lib/db";
import { createAdmin } from "@/lib/identity/create-admin";
import { ensureInvestmentOptions } from "@/lib/investing/investment-options";
import { ensureLoanProducts } from "@/lib/lending/credit/products";
import { setBankDate } from "@/lib/payments/sandbox-controls";
import { ADMINISTRATOR, PASSWORD } from "./people";

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
  await createAdmin({ ...ADMINISTRATOR, password: PASSWORD });
}
