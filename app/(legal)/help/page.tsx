import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { HELP } from "./topics";

export const metadata: Metadata = { title: "Help" };

export default function HelpPage() {
  return (
    <>
      <PageHeader
        title="Help"
        description="How loans, payments and investments work here."
        actions={
          <LinkButton href="/contact" variant="secondary">
            Contact us
          </LinkButton>
        }
      />
      <nav aria-label="Topics" className="mb-8 flex flex-wrap gap-x-4 gap-y-1">
        {HELP.map(({ id, title }) => (
          <Link key={id} className="link" href={`#${id}`}>
            {title}
          </Link>
        ))}
      </nav>
      <div className="grid gap-10">
        {HELP.map(({ id, title, answers }) => (
          <section key={id} aria-labelledby={id}>
            <h2 id={id} className="text-xl font-semibold">
              {title}
            </h2>
            {answers.map(({ question, answer }) => (
              <div key={question} className="mt-5">
                <h3 className="font-semibold">{question}</h3>
                {answer.map((paragraph) => (
                  <p key={paragraph} className="mt-1 max-w-prose">
                    {paragraph}
                  </p>
                ))}
              </div>
            ))}
          </section>
        ))}
      </div>
    </>
  );
}
