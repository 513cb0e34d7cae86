import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { renderSVG } from "uqr";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { startSetUp } from "@/lib/accounts/second-factor";
import { homeOf } from "@/lib/identity/next-path";
import { lacksSecondFactor, requireActor } from "@/lib/session";
import { SetUpForm } from "./set-up-form";

export const metadata: Metadata = { title: "Authenticator app" };

/** Sets up the authenticator app. Staff come here by themselves at their first sign-in. */
export default async function SecondFactorPage() {
  const actor = await requireActor("ANY");
  if (actor.hasSecondFactor) redirect("/settings/security");
  const { secret, address } = await startSetUp(actor);
  return (
    <>
      <PageHeader title="Authenticator app" description={`Codes for signing in as ${actor.email}.`} />
      {lacksSecondFactor(actor) && (
        <Alert className="mb-6" title="Set this up first">
          Staff sign in with a password and a code. The rest of the site opens when you are done.
        </Alert>
      )}
      <Card aria-labelledby="scan">
        <CardHeader
          id="scan"
          title="Add this account to your app"
          description="Scan the square with an authenticator app, or type the key into it."
        />
        <CardBody>
          <div className="grid gap-6 sm:grid-cols-[12rem_1fr]">
            <div
              role="img"
              aria-label="QR code of the key"
              className="bg-white w-48 rounded-md border p-2"
              dangerouslySetInnerHTML={{ __html: renderSVG(address, { border: 1 }) }}
            />
            <div className="grid content-start gap-5">
              <p>
                Key: <code className="font-mono break-all">{secret.match(/.{4}/g)?.join(" ")}</code>
              </p>
              <SetUpForm home={homeOf(actor.roles)} />
            </div>
          </div>
        </CardBody>
      </Card>
    </>
  );
}
