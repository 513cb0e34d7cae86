// What an administrator did with the ledger in the story: closed the months of the first year, and took a statement.
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { closeMonth } from "@/lib/jobs/close-month";
import { makeStatement } from "@/lib/jobs/make-statement";
import { addMonths, dateParts, monthEnd } from "@/lib/calendar/dates";
import { ADMINISTRATOR, FIRST_DAY } from "./people";
import { unlessRefused, type OnRefusal } from "./story";

const MONTHS_CLOSED = 12;

/** @param onRefusal called when somebody has closed a month already; without it that is an error */
export async function keepBooks(onRefusal: OnRefusal | undefined) {
  const { id: userId } = await db.user.findUniqueOrThrow({ where: { email: ADMINISTRATOR.email } });
  for (let n = 0; n < MONTHS_CLOSED; n++)
    await unlessRefused(
      () => closeMonth({ through: monthEnd(addMonths(FIRST_DAY, n)), by: userId, userId }),
      onRefusal,
    );
  const { year } = dateParts(await businessDate());
  await makeStatement({ userId, account: "cash", from: `${year}-01-01`, to: `${year}-01-31` });
}
