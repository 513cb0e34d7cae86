import { LinkTabs } from "@/components/ui/link-tabs";
import { isStaff } from "@/lib/permissions";
import type { RoleName } from "@/lib/session";

export function SettingsTabs({
  current,
  roles,
}: {
  current: "security" | "roles" | "documents" | "notifications" | "messages";
  roles: readonly RoleName[];
}) {
  if (isStaff(roles)) return null; // for staff there is one page only
  return (
    <div className="mb-6">
      <LinkTabs
        label="Settings"
        items={[
          { label: "Security", href: "/settings/security", current: current === "security" },
          { label: "Roles", href: "/settings/roles", current: current === "roles" },
          { label: "Electronic documents", href: "/settings/documents", current: current === "documents" },
          {
            label: "Email notifications",
            href: "/settings/notifications",
            current: current === "notifications",
          },
          { label: "Messages", href: "/settings/messages", current: current === "messages" },
        ]}
      />
    </div>
  );
}
