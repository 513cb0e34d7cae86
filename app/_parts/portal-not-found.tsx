"use client"; // every page of a portal includes this for the browser: as a client component, only a reference is sent

import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";

/** Inside the frame of a portal, for an address that leads nowhere or to another person's things. */
export function PortalNotFound({ home, description }: { home: string; description: string }) {
  return (
    <>
      <PageHeader title="Page not found" description={description} />
      <div className="flex flex-wrap gap-3">
        <LinkButton href={home}>Go to the overview</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </>
  );
}
