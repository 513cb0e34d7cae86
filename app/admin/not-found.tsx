import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

export default function AdminNotFound() {
  return (
    <>
      <PageHeader title="Page not found" description="The address does not match any page or record." />
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/admin">Go to overview</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}
