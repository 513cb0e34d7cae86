import type { Metadata } from "next";
import { z } from "zod";
import { Breakable } from "@/components/ui/breakable";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PageHeader } from "@/components/ui/page-header";
import { Badge } from "@/components/ui/status-badge";
import { findPerson } from "@/lib/people/find-person";
import { getTimeline } from "@/lib/people/timeline";
import { may, type Permission } from "@/lib/permissions";
import { requirePermission } from "@/lib/session";
import { found } from "@/app/_parts/found";
import { namesIn } from "../../_parts/names";
import { readFilters, type SearchParams } from "@/app/_parts/search";
import { words } from "@/app/_parts/words";
import { getAccess } from "@/lib/identity/staff-queries";
import { Access } from "./access";
import { BankAccounts } from "./bank-accounts";
import { Borrowing } from "./borrowing";
import { Documents } from "./documents";
import { Identity } from "./identity";
import { Investing } from "./investing";
import { Messages } from "./messages";
import { Payments } from "./payments";
import { Sessions } from "./sessions";
import { PersonTimeline } from "./timeline";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}) {
  const viewer = await requirePermission("person.see");
  const person = await found(findPerson((await params).id));
  const { page } = await readFilters({ page: z.coerce.number().int().min(1).max(100_000) }, searchParams);
  const { userId, borrower, investorId } = person;
  const timeline = await getTimeline({ userId, page: page ?? 1 });
  const names = await namesIn({
    subjects: timeline.rows.map(({ subjectType, subjectId }) => ({
      type: subjectType ?? "",
      id: subjectId ?? "",
    })),
    facts: timeline.rows.map(({ detail }) => detail),
  });
  const see = (permission: Permission) => may(viewer.roles, permission);
  return (
    <>
      <PageHeader
        breadcrumbs={
          <Breadcrumbs items={[{ label: "People", href: "/admin/people" }, { label: person.name }]} />
        }
        title={person.name}
        description={<Breakable text={person.email} />}
        status={person.roles.map((role) => (
          <Badge key={role}>{words(role)}</Badge>
        ))}
      />
      <div className="grid grid-cols-1 gap-6">
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          <Identity person={person} />
          <Access userId={userId} name={person.name} access={await getAccess(userId)} viewer={viewer} />
          {see("bank-account.see") && <BankAccounts userId={userId} />}
        </div>
        {borrower && see("loan.see") && <Borrowing borrowerId={borrower.id} />}
        {investorId && see("investment.see") && <Investing investorId={investorId} />}
        {(borrower || investorId) && see("payment.see") && <Payments userId={userId} name={person.name} />}
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          {see("document.see") && <Documents userId={userId} />}
          {see("message.see") && <Messages userId={userId} />}
        </div>
        <Sessions userId={userId} />
        <PersonTimeline userId={userId} timeline={timeline} names={names} />
      </div>
    </>
  );
}
