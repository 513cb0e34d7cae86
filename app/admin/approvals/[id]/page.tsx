import type { Metadata } from "next";
import { found } from "@/app/_parts/found";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { getApproval, type ApprovalView } from "@/lib/approvals/queries";
import { env } from "@/lib/env";
import { requirePermission } from "@/lib/session";
import { KINDS } from "@/lib/staff/kinds";
import { ApprovalBadge } from "../approval-badge";
import { CancelForm, DecideForm } from "./decide-form";
import { FactsTable } from "./facts-table";
import { ReverseJournal } from "./reverse-journal";

export const metadata: Metadata = { title: "Approval" };

export default async function ApprovalPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requirePermission("approval.see");
  const approval = await found(getApproval(KINDS, (await params).id, viewer));
  const { id, title, state, refusal, hasChanged, mayDecide, mayCancel, whyNot, facts } = approval;
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Approvals", href: "/admin/approvals" }, { label: title }]} />
        }
        status={<ApprovalBadge state={state} />}
      />
      <div className="grid max-w-4xl grid-cols-1 gap-6">
        {refusal && (
          <Alert tone="failed" title="It can no longer be done">
            {refusal} Reject it; it has to be proposed again if it is still needed.
          </Alert>
        )}
        {hasChanged && (
          <Alert tone="failed" title="Changed since it was proposed">
            The figures are no longer those that were proposed. It has to be proposed again.
          </Alert>
        )}
        <Card>
          <CardHeader title="What it does" />
          <FactsTable facts={facts} isOpen={state === "PENDING"} />
        </Card>
        <Card>
          <CardHeader title="Proposal" />
          <CardBody>
            <KeyValueList items={history(approval)} />
          </CardBody>
        </Card>
        {(mayDecide || mayCancel) && (
          <Card>
            <CardHeader title="Decision" description={whyNot ?? undefined} />
            <CardBody>
              {mayDecide && <DecideForm id={id} title={title} mayApprove={!hasChanged && !refusal} />}
              {mayCancel && <CancelForm id={id} />}
            </CardBody>
          </Card>
        )}
        <ReverseJournal approval={approval} viewer={viewer} />
      </div>
    </>
  );
}

function history(approval: ApprovalView) {
  const { proposedBy, proposedAt, reason, expiresAt, decidedBy, decidedAt, note, state, href } = approval;
  const instant = (at: string) => <InstantText at={at} timeZone={env.BUSINESS_TIME_ZONE} />;
  return [
    { label: "Proposed by", value: proposedBy },
    { label: "Proposed", value: instant(proposedAt) },
    { label: "Reason", value: reason },
    ...(state === "PENDING" ? [{ label: "Expires", value: instant(expiresAt) }] : []),
    ...(decidedBy ? [{ label: "Decided by", value: decidedBy }] : []),
    ...(decidedAt ? [{ label: "Decided", value: instant(decidedAt) }] : []),
    ...(note ? [{ label: "Note", value: note }] : []),
    {
      label: "About",
      value: (
        <Link className="link" href={href}>
          Open the page
        </Link>
      ),
    },
  ];
}
