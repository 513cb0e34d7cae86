import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Breakable } from "@/components/ui/breakable";
import { DateText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { KeyValueList } from "@/components/ui/key-value-list";
import type { Person } from "@/lib/people/find-person";
import { hrefWith } from "@/app/_parts/href-with";
import { writebackHref } from "../../_parts/paths";
import { Code } from "../../_parts/references";

export function Identity({ person }: { person: Person }) {
  const { userId, name, email, joinedOn, borrower, investorId } = person;
  return (
    <Card aria-labelledby="identity">
      <CardHeader id="identity" title="Identity" />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Name", value: name },
            { label: "Email address", value: <Breakable text={email} /> },
            ...(borrower
              ? [
                  { label: "Borrows as", value: borrower.kind === "BUSINESS" ? "Business" : "Person" },
                  { label: "Legal name", value: borrower.legalName },
                  {
                    label: "Tax ID",
                    value: borrower.taxIdLast4 ? <Code>••••• {borrower.taxIdLast4}</Code> : "Not given yet",
                  },
                  {
                    label: "Accounting",
                    value: (
                      <Link className="link" href={writebackHref(borrower.id)}>
                        Settings and log
                      </Link>
                    ),
                  },
                ]
              : []),
            { label: "Joined", value: <DateText on={joinedOn} /> },
            {
              label: "Audit log",
              value: (
                <Link className="link" href={hrefWith("/admin/audit", { actorUserId: userId })}>
                  Actions of this person
                </Link>
              ),
            },
            {
              label: "IDs",
              value: (
                <span className="block">
                  {[userId, borrower?.id, investorId].map(
                    (id) =>
                      id && (
                        <Code key={id} className="block">
                          {id}
                        </Code>
                      ),
                  )}
                </span>
              ),
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
