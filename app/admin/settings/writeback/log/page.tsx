import type { Metadata } from "next";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { ListPage } from "@/app/_parts/list/list-page";
import { readList } from "@/app/_parts/list/read-list";
import type { SearchParams } from "@/app/_parts/search";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { AllByHandForm } from "@/components/writeback/by-hand-form";
import { Desk } from "@/components/writeback/desk";
import { LogList } from "@/components/writeback/log-list";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { countHeld } from "@/lib/writeback/pages/log-queries";
import { adminDesk } from "../desk-facts";
import { ADMIN_LINKS } from "./admin-links";
import { WRITEBACK_LOG } from "./list";

export const metadata: Metadata = { title: "Writeback log" };

export default async function WritebackLogPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePermission("writeback.see");
  const list = await readList(WRITEBACK_LOG, searchParams);
  const { borrowerId } = list.values;
  const held = borrowerId ? await countHeld(borrowerId) : 0;
  return (
    <ListPage
      list={list}
      breadcrumbs={<Breadcrumbs items={[{ label: "Writeback", href: ADMIN_SETTINGS }, { label: "Log" }]} />}
      title="Writeback log"
      description="Each loan event and the records written to the borrower's books."
      above={
        borrowerId &&
        held > 1 && (
          <Desk facts={adminDesk(borrowerId)}>
            <AllByHandForm held={held} summary="All of these were entered by hand" />
          </Desk>
        )
      }
      empty={{
        title: "No entries yet",
        text: "Disbursements and repayments appear here, whether they were written or not.",
      }}
    >
      <LogList rows={list.rows} links={ADMIN_LINKS} timeZone={env.BUSINESS_TIME_ZONE} />
    </ListPage>
  );
}
