import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { listHref, readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { LinkButton } from "@/components/ui/button";
import { LinkTabs } from "@/components/ui/link-tabs";
import { countPaymentOrders } from "@/lib/payments/admin-queries";
import { requirePermission } from "@/lib/session";
import { PAYMENT_CHOICES } from "../_parts/statuses";
import { PAYMENTS } from "./list";

export const metadata: Metadata = { title: "Payments" };

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("payment.see");
  const [list, counts] = await Promise.all([readList(PAYMENTS, searchParams), countPaymentOrders()]);
  const { status } = list.values;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const used = PAYMENT_CHOICES.filter(({ value }) => counts[value] || value === status);
  return (
    <ListPage
      list={list}
      title="Payments"
      description="All payments in and out. A completed ACH payment can still be returned."
      actions={
        <LinkButton href="/admin/payments/returns" variant="secondary">
          Return rates
        </LinkButton>
      }
      above={
        <LinkTabs
          label="Status"
          items={[
            {
              label: "All",
              href: listHref(list, { filters: { status: undefined } }),
              count: all,
              current: !status,
            },
            ...used.map(({ value, label }) => ({
              label,
              href: listHref(list, { filters: { status: value } }),
              count: counts[value] ?? 0,
              current: value === status,
            })),
          ]}
        />
      }
      empty={{
        title: "No payments yet",
        text: "Deposits, disbursements, repayments and payouts appear here as soon as they are requested.",
      }}
    />
  );
}
