import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export default function InvestorNotFound() {
  return (
    <>
      <PageHeader
        title="There is no such thing here"
        description="The address names nothing that belongs to you."
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/investor">Go to the overview</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}
