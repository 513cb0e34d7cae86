import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { LinkButton } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { formatMoney } from "@/components/ui/format-money";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { getApplication, type ApplicationView } from "@/lib/lending/application/application-queries";
import { PURPOSES } from "@/lib/lending/application/schemas";
import { requireActor } from "@/lib/session";
import { StateBadge } from "../../_parts/badge";
import { found } from "@/app/_parts/found";
import { APPLICATION_STATUS } from "../../_parts/words";
import { Declined } from "./declined";
import { Offers } from "./offers";
import { Watch } from "./watch";
import { WithdrawForm } from "./withdraw-form";
import { QueryProvider } from "@/components/query-provider";

export const metadata: Metadata = { title: "Application" };

export default async function ApplicationPage({ params }: PageProps<"/borrower/applications/[id]">) {
  const { borrowerId } = await requireActor("BORROWER");
  const application = await found(getApplication(borrowerId, (await params).id));
  const { id, number, status, submittedOn } = application;
  const isOpen = status === "SUBMITTED" || status === "OFFERED";
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            items={[{ label: "Overview", href: "/borrower" }, { label: `Application ${number}` }]}
          />
        }
        title={`Application ${number}`}
        status={<StateBadge state={APPLICATION_STATUS[status]} />}
        description={
          submittedOn && (
            <>
              Submitted on <DateText on={submittedOn} />
            </>
          )
        }
      />
      <div className="grid grid-cols-1 gap-8">
        <State application={application} />
        <Card aria-labelledby="asked">
          <CardHeader id="asked" title="Your request" />
          <CardBody>
            <KeyValueList items={asked(application)} />
          </CardBody>
        </Card>
        {isOpen && <WithdrawForm applicationId={id} />}
      </div>
    </>
  );
}

function State({ application }: { application: ApplicationView }) {
  const { id, status, loanId, isBureauOutOfReach } = application;
  switch (status) {
    case "DRAFT":
      return (
        <Alert
          title="This is a draft"
          actions={<LinkButton href="/borrower/apply">Continue application</LinkButton>}
        >
          We receive it only when you submit it.
        </Alert>
      );
    case "SUBMITTED":
      return (
        <Card aria-labelledby="checking">
          <CardHeader id="checking" title="We are reviewing your application" />
          <CardBody>
            <QueryProvider>
              <Watch id={id} initial={{ status, isBureauOutOfReach }} isBusiness={application.isBusiness} />
            </QueryProvider>
          </CardBody>
        </Card>
      );
    case "OFFERED":
      return <Offers application={application} />;
    case "DECLINED":
      return <Declined application={application} />;
    case "ACCEPTED":
      return (
        <>
          <Alert
            tone="posted"
            title="You accepted an offer"
            actions={<LinkButton href={`/borrower/loans/${loanId}`}>Open the loan</LinkButton>}
          >
            The other offers are closed.
          </Alert>
          <Offers application={application} />
        </>
      );
    case "EXPIRED":
      if (application.offers.length === 0) return <NotCompleted />;
      return (
        <>
          <Alert
            tone="voided"
            title="The offers have expired"
            actions={<LinkButton href="/borrower/apply">Apply again</LinkButton>}
          >
            Nothing was signed and nothing is owed. A new application gives you offers at today’s rates.
          </Alert>
          <Offers application={application} />
        </>
      );
    case "WITHDRAWN":
      return (
        <Alert
          tone="voided"
          title="You withdrew this application"
          actions={<LinkButton href="/borrower/apply">Apply again</LinkButton>}
        >
          Nothing was signed and nothing is owed.
        </Alert>
      );
  }
}

function NotCompleted() {
  return (
    <Alert
      tone="voided"
      title="This application was not completed in time"
      actions={<LinkButton href="/borrower/apply">Apply again</LinkButton>}
    >
      We made no decision on it. Nothing was signed and nothing is owed.
    </Alert>
  );
}

function asked({ amount, purpose }: ApplicationView) {
  const words = PURPOSES[purpose as keyof typeof PURPOSES];
  return [
    { label: "Amount", value: amount ? formatMoney(amount, "$") : "not entered yet" },
    { label: "Purpose", value: words ?? "not entered yet" },
  ];
}
