import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export default function AdminNotFound() {
  return (
    <>
      <PageHeader
        title="There is no such thing here"
        description="The id in the address is not one of ours."
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/admin">Go to the overview</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}
