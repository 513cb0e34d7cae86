import { LinkTabs } from "@/components/ui/link-tabs";
import { isStaff } from "@/lib/permissions";
import type { RoleName } from "@/lib/session";

export function SettingsTabs({
  current,
  roles,
}: {
  current: "profile" | "security" | "roles" | "documents" | "notifications" | "messages";
  roles: readonly RoleName[];
}) {
  const worksHere = isStaff(roles);
  const everybody = [
    { label: "Profile", href: "/settings/profile", current: current === "profile" },
    { label: "Security", href: "/settings/security", current: current === "security" },
  ];
  const customers = [
    { label: "Roles", href: "/settings/roles", current: current === "roles" },
    { label: "Electronic documents", href: "/settings/documents", current: current === "documents" },
    {
      label: "Email notifications",
      href: "/settings/notifications",
      current: current === "notifications",
    },
    { label: "Messages", href: "/settings/messages", current: current === "messages" },
  ];
  return (
    <div className="mb-6">
      <LinkTabs label="Settings" items={worksHere ? everybody : [...everybody, ...customers]} />
    </div>
  );
}
