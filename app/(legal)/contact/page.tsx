import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import Link from "@/components/ui/link";
import { KeyValueList } from "@/components/ui/key-value-list";
import { PageHeader } from "@/components/ui/page-header";
import { company } from "@/lib/legal/company";
import { listLoanNumbers } from "@/lib/lending/reading/loan-queries";
import { isTopic } from "@/lib/messages/topics";
import { optionalActor } from "@/lib/session";
import { ContactForm } from "./contact-form";

export const metadata: Metadata = { title: "Contact" };

type Search = Record<"topic" | "loan" | "reference" | "sent", string | string[] | undefined>;

export default async function ContactPage({ searchParams }: { searchParams: Promise<Partial<Search>> }) {
  const { topic, loan, reference, sent } = await searchParams;
  const actor = await optionalActor();
  const loans = actor?.borrowerId ? await listLoanNumbers(actor.borrowerId) : [];
  return (
    <>
      <PageHeader
        title="Contact"
        description={
          actor
            ? "A member of our staff will read your message and reply here. You will be notified."
            : "A member of our staff will read your message and reply by email."
        }
      />
      {sent === "yes" && !actor ? (
        <Alert tone="posted" role="status" title="We received your message">
          A member of our staff will read it and reply to the email address you entered, usually within two
          business days. We do not send a confirmation email.
        </Alert>
      ) : (
        <>
          {actor ? (
            <p className="mb-6">
              You are writing as {actor.name}, {actor.email}. Earlier messages are under{" "}
              <Link className="link" href="/settings/messages">
                Messages
              </Link>
              .
            </p>
          ) : (
            <p className="mb-6">
              Have an account?{" "}
              <Link className="link" href="/sign-in?next=%2Fcontact">
                Sign in
              </Link>{" "}
              and you will find our reply in your account.
            </p>
          )}
          <ContactForm
            isVisitor={!actor}
            topic={isTopic(topic) ? topic : undefined}
            subject={subjectFor(topic, reference)}
            loans={loans}
            loanId={loans.find(({ id }) => id === loan)?.id}
          />
        </>
      )}
      <section aria-labelledby="reach" className="mt-10 border-t pt-6">
        <h2 id="reach" className="text-lg font-semibold">
          Other ways to reach us
        </h2>
        {company.isMadeUp && (
          <p className="mt-1 text-muted">
            This is a sandbox. The address, phone number and email are fictional.
          </p>
        )}
        <KeyValueList
          className="mt-2"
          items={[
            { label: "Company", value: company.name },
            { label: "Address", value: company.address },
            { label: "Phone", value: company.phone },
            { label: "Email", value: company.email },
          ]}
        />
      </section>
    </>
  );
}

/** What an error page or a loan page already knows, so that the person need not type it. */
function subjectFor(topic: unknown, reference: unknown): string | undefined {
  if (typeof reference === "string" && /^[\w-]{1,60}$/.test(reference)) return `Error reference ${reference}`;
  if (topic === "cannot-pay") return "I cannot make my payment";
  return undefined;
}
