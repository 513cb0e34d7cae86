// The frame of both portals, filled with who is signed in, what is unread and what day it is.
import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { NotificationBell } from "@/components/bell";
import { PortalShell } from "@/components/portal-shell";
import { SandboxBanner } from "@/components/sandbox-banner";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { businessDate } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { sampleDataProgress } from "@/lib/jobs/sample-data";
import { countUnread } from "@/lib/notifications/queries";
import type { Portal } from "@/lib/portal-cookie";
import type { Actor, RoleName } from "@/lib/session";
import { signOutAction } from "../(auth)/actions";
import { PORTALS } from "./places";

const OTHER = {
  INVESTOR: { role: "BORROWER", href: "/borrower", go: "Go to borrowing", begin: "Also borrow" },
  BORROWER: { role: "INVESTOR", href: "/investor", go: "Go to investing", begin: "Also invest" },
} as const satisfies Partial<Record<RoleName, { role: RoleName } & Record<string, string>>>;

export async function PortalFrame({
  actor,
  portal,
  children,
}: {
  actor: Pick<Actor, "userId" | "name" | "roles" | "email" | "isEmailVerified">;
  portal: Portal;
  children: ReactNode;
}) {
  const { as, label, places } = PORTALS[portal];
  const home = `/${portal}`;
  const [unread, today, loading] = await Promise.all([
    countUnread(actor.userId),
    isSandbox ? businessDate() : null,
    isSandbox ? sampleDataProgress() : null,
  ]);
  return (
    <PortalShell
      home={home}
      label={label}
      places={[...places]}
      bell={<NotificationBell href={`${home}/notifications`} unread={unread} />}
      banner={today && <SandboxBanner businessDate={today} loading={loading} />}
      roleSwitch={<RoleSwitch actor={actor} as={as} />}
      account={<Account name={actor.name} />}
    >
      <meta name="person" content={actor.userId} />
      {!actor.isEmailVerified && <VerifyNotice email={actor.email} />}
      {children}
    </PortalShell>
  );
}

function VerifyNotice({ email }: { email: string }) {
  return (
    <Alert tone="pending" title="Verify your email address" className="mb-6">
      We sent a link to {email}. Until you have opened it, no money can move.{" "}
      <Link className="link" href="/settings/profile">
        Send the link again
      </Link>
    </Alert>
  );
}

function RoleSwitch({ actor, as }: { actor: Pick<Actor, "roles">; as: keyof typeof OTHER }) {
  const { role, href, go, begin } = OTHER[as];
  const hasOther = actor.roles.includes(role);
  return (
    <LinkButton href={hasOther ? href : "/settings/roles"} variant="ghost" size="sm">
      {hasOther ? go : begin}
    </LinkButton>
  );
}

function Account({ name }: { name: string }) {
  return (
    <>
      <Link
        href="/settings/security"
        className="rounded-md px-3 py-1.5 text-sm text-muted hover:bg-sunken hover:text-ink"
      >
        <span className="sr-only">Settings and security of </span>
        {name}
      </Link>
      <form action={signOutAction}>
        <SubmitButton variant="secondary" size="sm" pendingLabel="Signing out…">
          Sign out
        </SubmitButton>
      </form>
    </>
  );
}
