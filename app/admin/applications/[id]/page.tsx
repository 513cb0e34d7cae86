import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Money } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber } from "@/components/ui/stat";
import { getApplicationTrail, type ApplicationTrail } from "@/lib/lending/application/admin-applications";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { purposeWords } from "@/app/_parts/loan-words";
import { loanHref } from "../../_parts/paths";
import { PersonLink } from "../../_parts/person-link";
import { ApplicationBadge, LoanBadge } from "../../_parts/statuses";
import { ApplicantFigures } from "./applicant-figures";
import { CreditReportCard } from "./credit-report-card";
import { DecisionTrail } from "./decision-trail";
import { OffersTable } from "./offers-table";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePermission("application.see");
  const id = decodeURIComponent((await params).id);
  const application = await found(getApplicationTrail(id));
  const name = `Application ${application.number}`;
  return (
    <>
      <PageHeader
        title={name}
        breadcrumbs={
          <Breadcrumbs items={[{ label: "Applications", href: "/admin/applications" }, { label: name }]} />
        }
        status={<ApplicationBadge status={application.status} />}
      />
      <BigNumber
        label="Amount requested"
        value={application.amount ? <Money amount={application.amount} sign /> : "No amount yet"}
        className="mb-8"
      >
        <PersonLink id={application.borrowerId} name={application.borrowerName} />
        {application.purpose && `, ${purposeWords(application.purpose).toLowerCase()}`}
      </BigNumber>
      <div className="grid gap-6">
        <Outcome application={application} />
        <div className="grid items-start gap-6 xl:grid-cols-2">
          <ApplicantFigures application={application} />
          <CreditReportCard application={application} />
        </div>
        {application.offers.length > 0 && <OffersTable offers={application.offers} />}
        <DecisionTrail trail={application.trail} />
      </div>
    </>
  );
}

function Outcome({ application: { loan, declineReasons, status } }: { application: ApplicationTrail }) {
  if (loan) {
    return (
      <Alert tone="posted" title="Offer accepted">
        The application became{" "}
        <Link className="link" href={loanHref(loan.id)}>
          Loan {loan.number}
        </Link>{" "}
        <LoanBadge status={loan.status} />
      </Alert>
    );
  }
  if (declineReasons.length === 0) return null;
  return (
    <Alert
      tone="failed"
      title={
        status === "DECLINED"
          ? "Declined for these reasons"
          : "The requested amount was not offered for these reasons"
      }
    >
      <ol className="list-decimal pl-5">
        {declineReasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ol>
    </Alert>
  );
}
