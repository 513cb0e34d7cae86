import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
import { LinkTabs } from "@/components/ui/link-tabs";

export function AccountingTabs({ current, held }: { current: string; held?: number }) {
  const tabs = [
    { label: "Settings", href: BORROWER_SETTINGS },
    { label: "Log", href: `${BORROWER_SETTINGS}/log`, ...(held ? { count: held } : {}) },
    { label: "Reconciliation", href: `${BORROWER_SETTINGS}/reconciliation` },
  ];
  return (
    <LinkTabs label="Accounting" items={tabs.map((tab) => ({ ...tab, current: tab.href === current }))} />
  );
}
