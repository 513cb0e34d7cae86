import { hrefWith } from "@/app/_parts/href-with";
import { writebackHref } from "@/app/admin/_parts/paths";
import { LinkTabs } from "@/components/ui/link-tabs";
import { LOG } from "../desk-facts";

export function BorrowerTabs({
  borrowerId,
  current,
  held,
}: {
  borrowerId: string;
  current: "settings" | "reconciliation";
  held?: number;
}) {
  const settings = writebackHref(borrowerId);
  return (
    <LinkTabs
      label="Borrower writeback"
      items={[
        { label: "Settings", href: settings, current: current === "settings" },
        { label: "Log", href: hrefWith(LOG, { borrowerId }), ...(held ? { count: held } : {}) },
        {
          label: "Reconciliation",
          href: `${settings}/reconciliation`,
          current: current === "reconciliation",
        },
      ]}
    />
  );
}
