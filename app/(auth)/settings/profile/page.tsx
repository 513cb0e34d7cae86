import type { Metadata } from "next";
import { ActionForm } from "@/components/action-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { getProfile, type Profile } from "@/lib/identity/profile";
import { isStaff } from "@/lib/permissions";
import { requireActor } from "@/lib/session";
import { NewPasswordFields } from "../../new-password-fields";
import { SettingsTabs } from "../settings-tabs";
import { changePasswordAction, closeAccountAction, updateProfileAction } from "./actions";
import { EmailCard } from "./email-card";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const actor = await requireActor("ANY");
  const profile = await getProfile(actor.userId);
  const worksHere = isStaff(actor.roles);
  return (
    <>
      <PageHeader title="Profile" description={`Signed in as ${actor.email}.`} />
      <SettingsTabs current="profile" roles={actor.roles} />
      <div className="grid gap-6">
        <PersonCard profile={profile} />
        <EmailCard profile={profile} />
        <PasswordCard />
        {!worksHere && <CloseCard />}
      </div>
    </>
  );
}

function PersonCard({ profile: { name, address, phone } }: { profile: Profile }) {
  return (
    <Card aria-labelledby="person">
      <CardHeader
        id="person"
        title="You"
        description="Contracts that you have signed keep the name that they were signed with."
      />
      <CardBody className="border-t pt-4">
        <ActionForm action={updateProfileAction} aria-labelledby="person" success="Saved.">
          <Field name="name" label="Full name">
            <Input autoComplete="name" defaultValue={name} />
          </Field>
          <Field name="address" label="Mailing address" required={false}>
            <Input autoComplete="street-address" defaultValue={address ?? ""} />
          </Field>
          <Field name="phone" label="Phone number" required={false}>
            <Input type="tel" autoComplete="tel" defaultValue={phone ?? ""} />
          </Field>
          <div>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function PasswordCard() {
  return (
    <Card aria-labelledby="password">
      <CardHeader
        id="password"
        title="Password"
        description="A new password ends your other sessions, and payouts wait for 24 hours."
      />
      <CardBody className="border-t pt-4">
        <ActionForm
          action={changePasswordAction}
          aria-labelledby="password"
          success="Your password is changed."
        >
          <Field name="current" label="Current password">
            <Input type="password" autoComplete="current-password" />
          </Field>
          <NewPasswordFields />
          <div>
            <SubmitButton pendingLabel="Changing…">Change password</SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}

function CloseCard() {
  return (
    <Card aria-labelledby="close">
      <CardHeader
        id="close"
        title="Close your account"
        description="Possible once no loan, investment, application or payment is open. You cannot sign in afterward."
      />
      <CardBody className="border-t pt-4">
        <ActionForm action={closeAccountAction} aria-labelledby="close">
          <Checkbox name="confirm" label="I want to close my account." />
          <div>
            <SubmitButton variant="danger" pendingLabel="Closing…">
              Close account
            </SubmitButton>
          </div>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
