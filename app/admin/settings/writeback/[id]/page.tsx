import type { Metadata } from "next";
import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { loadSettings } from "@/app/_writeback/load-settings";
import { found } from "@/app/_parts/found";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsPanel } from "@/components/writeback/settings-panel";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { adminDesk } from "../desk-facts";
import { BorrowerTabs } from "./borrower-tabs";

export const metadata: Metadata = { title: "Borrower writeback" };

export default async function BorrowerWritebackPage({
  params,
  searchParams,
}: PageProps<"/admin/settings/writeback/[id]">) {
  await requirePermission("writeback.see");
  const { id } = await params;
  const { statusCode } = await searchParams;
  const isBack = typeof statusCode === "string";
  const { settings, previews, backfill } = await found(loadSettings(id, isBack));
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[{ label: "Writeback", href: ADMIN_SETTINGS }, { label: settings.borrowerName }]}
          />
        }
        title={settings.borrowerName}
        description="The same settings that the borrower sees. Your changes are recorded under your name."
      />
      <BorrowerTabs borrowerId={id} current="settings" held={settings.waiting.held} />
      <div className="mt-6">
        <SettingsPanel
          facts={adminDesk(id)}
          settings={settings}
          previews={previews}
          backfill={backfill}
          timeZone={env.BUSINESS_TIME_ZONE}
          statusCode={isBack ? statusCode : null}
        />
      </div>
    </>
  );
}
