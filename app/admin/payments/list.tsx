import { choice, day, linked, listView, text } from "@/app/_parts/list/list-view";
import { words } from "@/app/_parts/words";
import { formatDate } from "@/lib/calendar/dates";
import { namesOfPeople } from "@/lib/identity/people";
import { mapList } from "@/lib/list";
import { paymentOrderList } from "@/lib/payments/queries";
import { RAIL_CODES, RAILS } from "@/lib/payments/rails";
import { nameOfThing } from "../_parts/filter-names";
import { PAYMENT_CHOICES, paymentLabel } from "../_parts/statuses";
import { DIRECTIONS, PAYMENT_COLUMNS } from "./payments-table";

const PAYMENT_KINDS = ["DEPOSIT", "DISBURSEMENT", "REPAYMENT", "PAYOUT", "WITHDRAWAL", "REFUND"] as const;
const asChoices = <Value extends string>(values: readonly Value[], label: (value: Value) => string) =>
  values.map((value) => ({ value, label: label(value) }));

export const PAYMENTS = listView({
  name: "payments",
  permission: "payment.see",
  path: "/admin/payments",
  noun: ["payment", "payments"],
  list: mapList(paymentOrderList, async (rows) => {
    const names = await namesOfPeople(rows.map(({ userId }) => userId));
    return rows.map((row) => ({ ...row, userName: names.get(row.userId) ?? row.userId }));
  }),
  filters: {
    status: choice("Status", PAYMENT_CHOICES),
    kind: choice("Purpose", asChoices(PAYMENT_KINDS, words)),
    rail: choice(
      "Rail",
      asChoices(RAIL_CODES, (rail) => RAILS[rail].label),
    ),
    reference: text("Reference", { isCode: true }),
    counted: choice("Return rate", [
      { value: "debits", label: "Debits counted" },
      { value: "unauthorized", label: "Unauthorized returns" },
      { value: "administrative", label: "Administrative returns" },
      { value: "all", label: "All returns" },
    ]),
    countedOn: day("Return rate on", formatDate),
    userId: linked("Customer", nameOfThing),
    subjectId: linked("Loan, investment or repayment", nameOfThing),
  },
  rowKey: ({ id }) => id,
  columns: PAYMENT_COLUMNS,
  csv: {
    Number: ({ number }) => number,
    Purpose: ({ kind }) => words(kind),
    Customer: ({ userName }) => userName,
    Status: ({ status }) => paymentLabel(status),
    Rail: ({ rail }) => RAILS[rail].label,
    Direction: ({ direction }) => DIRECTIONS[direction],
    Reference: ({ reference }) => reference,
    Created: ({ createdOn }) => createdOn,
    Expected: ({ expectedOn }) => expectedOn,
    Settled: ({ settledOn }) => settledOn,
    "Amount (USD)": ({ amount }) => amount,
    "Return code": ({ returnCode }) => returnCode,
    "Failure reason": ({ failureReason }) => failureReason,
    "Payment ID": ({ id }) => id,
    "User ID": ({ userId }) => userId,
  },
});
