import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export default function BorrowerNotFound() {
  return (
    <>
      <PageHeader
        title="There is no such page"
        description="The address is wrong, or what it led to is not yours. Your loans and applications are on the overview."
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/borrower">Go to the overview</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}
