import type { Metadata } from "next";
import { words } from "@/app/_parts/words";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Badge, StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { env } from "@/lib/env";
import { listStaff, type StaffMember } from "@/lib/identity/staff-queries";
import { may } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { listInvitations, type OpenInvitation } from "@/lib/staff/invite";
import { PersonLink } from "../_parts/person-link";
import { withdrawInvitationAction } from "./actions";
import { BreakGlassForm } from "./break-glass-form";
import { InviteForm } from "./invite-form";
import { PermissionTable } from "./permission-table";

export const metadata: Metadata = { title: "Staff" };

export default async function StaffPage() {
  const { roles } = await requirePermission("staff.see");
  const [staff, invitations] = await Promise.all([listStaff(), listInvitations()]);
  const mayChange = may(roles, "staff.change.propose");
  return (
    <>
      <PageHeader
        title="Staff"
        description="Everyone who works here, with their roles. Open a person to grant or withdraw a role or to suspend the account."
      />
      <div className="grid grid-cols-1 gap-6">
        <Card>
          <Members staff={staff} />
        </Card>
        <Card aria-labelledby="invitations">
          <CardHeader id="invitations" title="Invitations" description="Sent by email and not used yet." />
          <Invitations invitations={invitations} mayChange={mayChange} />
        </Card>
        {mayChange && (
          <Card aria-labelledby="invite" className="max-w-2xl">
            <CardHeader id="invite" title="Invite" />
            <CardBody>
              <InviteForm />
            </CardBody>
          </Card>
        )}
        {may(roles, "staff.break-glass") && (
          <Card aria-labelledby="break-glass" className="max-w-2xl">
            <CardHeader
              id="break-glass"
              title="Break glass"
              description="For an emergency in which nobody with a role can be reached."
            />
            <CardBody>
              <BreakGlassForm roles={roles} />
            </CardBody>
          </Card>
        )}
        <Card aria-labelledby="permissions">
          <CardHeader
            id="permissions"
            title="Permissions"
            description="What each role may do. What one role proposes, another person approves."
          />
          <PermissionTable />
        </Card>
      </div>
    </>
  );
}

function Members({ staff }: { staff: StaffMember[] }) {
  return (
    <DataTable
      caption="Staff"
      rows={staff}
      rowKey={({ userId }) => userId}
      columns={[
        {
          header: "Person",
          rowHeader: true,
          cell: ({ userId, name, email }) => (
            <>
              <PersonLink id={userId} name={name} />
              <span className="block text-sm font-normal wrap-break-word text-muted">{email}</span>
            </>
          ),
        },
        {
          header: "Roles",
          cell: ({ roles }) => (
            <span className="flex flex-wrap gap-1 max-sm:justify-end">
              {roles.map(({ role }) => (
                <Badge key={role}>{words(role)}</Badge>
              ))}
            </span>
          ),
        },
        {
          header: "Status",
          cell: ({ isSuspended }) => (
            <StatusBadge tone={isSuspended ? "failed" : "posted"}>
              {isSuspended ? "Suspended" : "Active"}
            </StatusBadge>
          ),
        },
      ]}
    />
  );
}

function Invitations({ invitations, mayChange }: { invitations: OpenInvitation[]; mayChange: boolean }) {
  return (
    <DataTable
      caption="Invitations"
      rows={invitations}
      rowKey={({ id }) => id}
      empty={<EmptyState title="No open invitations" />}
      columns={[
        { header: "Email address", rowHeader: true, cell: ({ email }) => email },
        { header: "Roles", cell: ({ roles }) => roles.map(words).join(", ") },
        {
          header: "Ends (server time)",
          cell: ({ expiresAt, isExpired }) =>
            isExpired ? "Expired" : <InstantText at={expiresAt} timeZone={env.BUSINESS_TIME_ZONE} bare />,
        },
        {
          header: "Action",
          cell: ({ id }) =>
            mayChange && (
              <ActionForm action={withdrawInvitationAction} aria-label="Withdraw invitation">
                <input type="hidden" name="id" value={id} />
                <SubmitButton variant="secondary" size="sm" pendingLabel="Withdrawing…">
                  Withdraw
                </SubmitButton>
              </ActionForm>
            ),
        },
      ]}
    />
  );
}
