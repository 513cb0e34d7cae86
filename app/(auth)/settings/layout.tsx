import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Brand } from "@/components/brand";
import { SiteFooter } from "@/components/site-footer";
import { SubmitButton } from "@/components/ui/submit-button";
import { homeOf } from "@/lib/identity/next-path";
import { PORTAL_COOKIE, portalFor } from "@/lib/portal-cookie";
import { isStaff } from "@/lib/permissions";
import { optionalActor, type Actor } from "@/lib/session";
import { AdminFrame } from "../../_portal/admin-frame";
import { PortalFrame } from "../../_portal/portal-frame";
import { signOutAction } from "../actions";

/** The settings of a person: inside the portal they came from, with its navigation. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await optionalActor();
  const narrow = <div className="max-w-3xl">{children}</div>;
  if (actor && isStaff(actor.roles)) return <AdminFrame admin={actor}>{narrow}</AdminFrame>;
  const portal = actor && portalFor(actor.roles, (await cookies()).get(PORTAL_COOKIE)?.value);
  if (!actor || !portal) return <PlainFrame actor={actor}>{children}</PlainFrame>;
  return (
    <PortalFrame actor={actor} portal={portal}>
      {narrow}
    </PortalFrame>
  );
}

/** For a person without a role, and for people who are being sent to sign in. */
function PlainFrame({ actor, children }: { actor: Actor | null; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      {actor && <meta name="person" content={actor.userId} />}
      <header className="border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-3xl items-center justify-between gap-4 px-4 sm:px-6">
          <Brand href={homeOf(actor?.roles ?? [])} />
          <form action={signOutAction}>
            <SubmitButton variant="ghost" size="sm" pendingLabel="Signing out…">
              Sign out
            </SubmitButton>
          </form>
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
