"use client"; // every page includes this for the browser: as a client component, only a reference is sent

import { PlainPage } from "./plain-page";
import { LinkButton } from "./ui/button";

export function PageNotFound() {
  return (
    <PlainPage
      title="Page not found"
      description="The address may be mistyped, or the page belongs to someone else."
    >
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/">Go to the home page</LinkButton>
        <LinkButton href="/contact?topic=error" variant="secondary">
          Contact us
        </LinkButton>
      </div>
    </PlainPage>
  );
}
