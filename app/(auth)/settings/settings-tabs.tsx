import type { RoleName } from "@/lib/session";
import { LinkTabs } from "@/components/ui/link-tabs";

export function SettingsTabs({
  current,
  roles,
}: {
  current: "profile" | "security" | "roles" | "documents" | "notifications" | "messages";
  roles: readonly RoleName[];
}) {
  const isStaff = roles.some((role) => role !== "BORROWER" && role !== "INVESTOR");
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
      <LinkTabs label="Settings" items={isStaff ? everybody : [...everybody, ...customers]} />
    </div>
  );
}
