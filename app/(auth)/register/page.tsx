import type { Metadata } from "next";
import Link from "@/components/ui/link";
import { redirect } from "next/navigation";
import { ActionForm } from "@/components/action-form";
import { PlainPage } from "@/components/plain-page";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioCards } from "@/components/ui/radio-cards";
import { SubmitButton } from "@/components/ui/submit-button";
import { landingPath, ownPath } from "@/lib/identity/next-path";
import { optionalActor } from "@/lib/session";
import { registerAction } from "../actions";
import { BorrowerFields } from "../borrower-fields";
import { CredentialFields } from "../credential-fields";

export const metadata: Metadata = { title: "Open an account" };

type Search = { next?: string | string[]; as?: string | string[] };

const CHOICES: Record<string, string> = { borrower: "BORROWER", investor: "INVESTOR", both: "BOTH" };

export default async function RegisterPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { next: asked, as } = await searchParams;
  const next = typeof asked === "string" ? ownPath(asked) : undefined;
  const actor = await optionalActor();
  if (actor) redirect(landingPath(actor.roles, next));
  return (
    <PlainPage
      title="Open an account"
      description={
        <p>
          Already have an account?{" "}
          <Link className="link" href={next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"}>
            Sign in
          </Link>
        </p>
      }
    >
      <ActionForm action={registerAction} aria-label="Open an account" className="group">
        {next && <input type="hidden" name="next" value={next} />}
        <RadioCards
          name="as"
          label="What do you want to do?"
          defaultValue={typeof as === "string" ? CHOICES[as] : undefined}
          options={[
            {
              value: "BORROWER",
              title: "Borrow",
              description: "Apply, choose an offer and repay monthly.",
            },
            { value: "INVESTOR", title: "Invest", description: "Deposit for a fixed term at a fixed rate." },
            {
              value: "BOTH",
              title: "Both",
              description: "One account for both. You can also add the other later.",
            },
          ]}
        />
        <CredentialFields />
        <BorrowerFields />
        <Checkbox
          name="consent"
          label={
            <>
              I have read and accept the{" "}
              <Link className="link" href="/terms" target="_blank">
                terms of use
              </Link>{" "}
              and the{" "}
              <Link className="link" href="/privacy" target="_blank">
                privacy notice
              </Link>
              .
            </>
          }
        />
        <SubmitButton pendingLabel="Opening account…" wide>
          Open account
        </SubmitButton>
      </ActionForm>
    </PlainPage>
  );
}
