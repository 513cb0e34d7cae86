import type { Metadata } from "next";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { LinkButton } from "@/components/ui/button";
import { requirePermission } from "@/lib/session";
import { getOverview } from "@/lib/writeback/pages/admin-queries";
import { xeroFeeds } from "@/lib/writeback/pages/xero-feeds";
import { LOG, RECONCILIATION } from "./desk-facts";
import { WRITEBACK } from "./list";
import { OverviewFigures } from "./overview-figures";
import { XeroFeedsCard } from "./xero-feeds-card";

export const metadata: Metadata = { title: "Writeback" };

export default async function WritebackPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("writeback.see");
  const [list, overview, feeds] = await Promise.all([
    readList(WRITEBACK, searchParams),
    getOverview(),
    xeroFeeds(),
  ]);
  return (
    <ListPage
      list={list}
      title="Writeback"
      description="Loans in the borrowers' own books: who is connected, what was written, and what is stuck."
      actions={
        <>
          <LinkButton href={RECONCILIATION} variant="secondary">
            Reconciliation
          </LinkButton>
          <LinkButton href={LOG} variant="secondary">
            Log
          </LinkButton>
        </>
      }
      above={
        <>
          <div className="mb-8">
            <OverviewFigures overview={overview} />
          </div>
          <XeroFeedsCard feeds={feeds} />
        </>
      }
      empty={{ title: "No borrowers yet", text: "Everyone who opens a borrower account appears here." }}
    />
  );
}
