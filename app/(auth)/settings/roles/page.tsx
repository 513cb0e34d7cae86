import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { notFound } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { isStaff } from "@/lib/permissions";
import { requireActor } from "@/lib/session";
import { addRoleAction } from "../../actions";
import { BorrowerFields } from "../../borrower-fields";
import { SettingsTabs } from "../settings-tabs";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  const { roles } = await requireActor("ANY");
  if (isStaff(roles)) notFound(); // staff neither borrow nor invest
  return (
    <>
      <PageHeader
        title="Roles"
        description="One account can both borrow and invest. Each has its own pages and balances."
      />
      <SettingsTabs current="roles" roles={roles} />
      <div className="grid gap-6">
        {roles.includes("INVESTOR") ? (
          <Held title="You invest" href="/investor" />
        ) : (
          <Card aria-labelledby="invest">
            <CardHeader id="invest" title="Invest" description="Deposit for a fixed term at a fixed rate." />
            <CardBody>
              <ActionForm action={addRoleAction} aria-label="Start investing">
                <input type="hidden" name="as" value="INVESTOR" />
                <div>
                  <SubmitButton variant="secondary" pendingLabel="Opening…">
                    Start investing
                  </SubmitButton>
                </div>
              </ActionForm>
            </CardBody>
          </Card>
        )}
        {roles.includes("BORROWER") ? (
          <Held title="You borrow" href="/borrower" />
        ) : (
          <Card aria-labelledby="borrow">
            <CardHeader id="borrow" title="Borrow" description="Apply, choose an offer and repay monthly." />
            <CardBody>
              <ActionForm action={addRoleAction} aria-label="Start borrowing" className="group">
                <input type="hidden" name="as" value="BORROWER" />
                <BorrowerFields always />
                <div>
                  <SubmitButton variant="secondary" pendingLabel="Opening…">
                    Start borrowing
                  </SubmitButton>
                </div>
              </ActionForm>
            </CardBody>
          </Card>
        )}
      </div>
    </>
  );
}

function Held({ title, href }: { title: string; href: string }) {
  return (
    <Card>
      <CardHeader
        title={title}
        actions={
          <Link className="link" href={href}>
            Open the overview
          </Link>
        }
      />
    </Card>
  );
}
