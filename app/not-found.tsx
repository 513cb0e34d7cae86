import { PlainPage } from "@/components/plain-page";
import { LinkButton } from "@/components/ui/button";

export const metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <PlainPage
      title="Page not found"
      description="The address may be mistyped, or the page belongs to someone else."
    >
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/">Go to the first page</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </PlainPage>
  );
}
