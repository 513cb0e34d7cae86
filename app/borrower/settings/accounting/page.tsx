import type { Metadata } from "next";
import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
import { loadSettings } from "@/app/_writeback/load-settings";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsPanel } from "@/components/writeback/settings-panel";
import { env } from "@/lib/env";
import { requireActor } from "@/lib/session";
import { AccountingTabs } from "./accounting-tabs";
import { BORROWER_DESK } from "./desk-facts";

export const metadata: Metadata = { title: "Accounting" };

export default async function AccountingPage({ searchParams }: PageProps<"/borrower/settings/accounting">) {
  const { borrowerId } = await requireActor("BORROWER");
  const { statusCode } = await searchParams;
  const isBack = typeof statusCode === "string";
  const { settings, previews, backfill } = await loadSettings(borrowerId, isBack);
  return (
    <>
      <PageHeader
        title="Accounting"
        description="Connect your accounting software once, and we record your loan in your books: disbursements, payments, interest and returns."
      />
      <AccountingTabs current={BORROWER_SETTINGS} held={settings.waiting.held} />
      <div className="mt-6">
        <SettingsPanel
          facts={BORROWER_DESK}
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
