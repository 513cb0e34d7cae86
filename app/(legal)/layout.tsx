import type { ReactNode } from "react";
import { Brand } from "@/components/brand";
import { SiteFooter } from "@/components/site-footer";
import { LinkButton } from "@/components/ui/button";
import { homeOf } from "@/lib/identity/next-path";
import { optionalActor } from "@/lib/session";

/** The frame of the pages that anybody may read, signed in or not. */
export default async function LegalLayout({ children }: { children: ReactNode }) {
  const actor = await optionalActor();
  const home = actor ? homeOf(actor.roles) : "/";
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="no-print border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-3xl items-center justify-between gap-4 px-4 sm:px-6">
          <Brand href={home} />
          <LinkButton href={actor ? home : "/sign-in"} variant="ghost" size="sm">
            {actor ? "Overview" : "Sign in"}
          </LinkButton>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-3xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
      >
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
