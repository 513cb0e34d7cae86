// What an administrator did with the ledger in the story: closed the months of the first year, took a statement,
// and proposed a new term.
import { businessDate } from "@/lib/clock";
import { db } from "@/lib/db";
import { closeMonth } from "@/lib/jobs/close-month";
import { makeStatement } from "@/lib/jobs/make-statement";
import { propose } from "@/lib/approvals/propose";
import { ADD_OPTION } from "@/lib/staff/kinds/options";
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
  // Waits for the accountant, so that whoever signs in as one finds something to decide.
  const payload = { termMonths: 18, annualRate: "0.0495", minimum: "100.00", maximum: "250000.00" };
  const reason = "Investors ask for something between one year and two.";
  await unlessRefused(() => propose(ADD_OPTION, { payload, reason, userId }), onRefusal);
}
