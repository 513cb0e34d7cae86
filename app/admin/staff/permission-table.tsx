import { words } from "@/app/_parts/words";
import { DataTable } from "@/components/ui/data-table";
import { Badge } from "@/components/ui/status-badge";
import { PERMISSION_NAMES, PERMISSIONS } from "@/lib/permissions";

/** The matrix as it is in force, one row per permission. */
export function PermissionTable() {
  return (
    <DataTable
      caption="Permissions"
      rows={PERMISSION_NAMES}
      rowKey={(name) => name}
      columns={[
        {
          header: "Permission",
          rowHeader: true,
          cell: (name) => <span className="font-mono text-sm">{name}</span>,
        },
        {
          header: "Roles",
          cell: (name) => (
            <span className="flex flex-wrap gap-1 max-sm:justify-end">
              {PERMISSIONS[name].map((role) => (
                <Badge key={role}>{words(role)}</Badge>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}
