import type { Metadata } from "next";
import { z } from "zod";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { namesOfPeople } from "@/lib/identity/people";
import { countPaymentOrders } from "@/lib/payments/admin-queries";
import { STATUS_LABELS } from "@/lib/payments/payment-statuses";
import { listPaymentOrders } from "@/lib/payments/queries";
import { requireActor } from "@/lib/session";
import { OlderNewer } from "../_parts/older-newer";
import { hrefWith } from "@/app/_parts/href-with";
import { isFiltered, mark, readFilters, searchText, type SearchParams } from "@/app/_parts/search";
import { paymentLabel } from "../_parts/statuses";
import { PaymentFilterForm, PAYMENT_KINDS, PAYMENT_RAILS } from "./payment-filter-form";
import { PaymentsTable } from "./payments-table";

export const metadata: Metadata = { title: "Payment orders" };

const PATH = "/admin/payments";
type Status = keyof typeof STATUS_LABELS;
const STATUSES = Object.keys(STATUS_LABELS) as [Status, ...Status[]];
const RULES = {
  status: z.enum(STATUSES),
  kind: z.enum(PAYMENT_KINDS),
  rail: z.enum(PAYMENT_RAILS),
  reference: searchText,
  userId: mark,
  subjectId: mark,
  before: z.coerce.number().int().positive(),
};

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireActor("ADMIN");
  const filters = await readFilters(RULES, searchParams);
  const [{ rows, nextBefore }, counts] = await Promise.all([
    listPaymentOrders(withoutUnset(filters)),
    countPaymentOrders(),
  ]);
  const names = await namesOfPeople(rows.map(({ userId }) => userId));
  const { before, status, ...rest } = filters;
  return (
    <>
      <PageHeader
        title="Payment orders"
        description="All money on its way in or out, newest first. A completed ACH payment can still be returned."
      />
      <LinkTabs
        label="Status"
        items={[undefined, ...STATUSES.filter((each) => counts[each] || each === status)].map((each) => ({
          label: each ? paymentLabel(each) : "All",
          href: hrefWith(PATH, { ...rest, status: each }),
          count: each ? (counts[each] ?? 0) : Object.values(counts).reduce((sum, n) => sum + n, 0),
          current: each === status,
        }))}
      />
      <div className="mt-6">
        <PaymentFilterForm path={PATH} filters={{ ...rest, status }} active={isFiltered(filters)} />
      </div>
      <Card>
        <PaymentsTable
          rows={rows}
          names={names}
          empty={
            isFiltered(filters) ? (
              <EmptyState kind="no-results" title="No payment order fits these filters" />
            ) : (
              <EmptyState title="No payment orders yet">
                Deposits, disbursements, repayments and payouts appear here as soon as they are asked for.
              </EmptyState>
            )
          }
        />
        <OlderNewer
          path={PATH}
          filters={{ ...rest, status }}
          before={before?.toString()}
          next={nextBefore?.toString()}
        />
      </Card>
    </>
  );
}

/** The query takes an absent filter, not one that is undefined. */
function withoutUnset<T extends object>(filters: T) {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
