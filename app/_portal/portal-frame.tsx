// The frame of both portals, filled with who is signed in, what is unread and what day it is.
import Link from "next/link";
import type { ReactNode } from "react";
import { NotificationBell } from "@/components/bell";
import type { Place } from "@/components/nav-links";
import { PortalShell } from "@/components/portal-shell";
import { SandboxBanner } from "@/components/sandbox-banner";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { businessDate } from "@/lib/clock";
import { isSandbox } from "@/lib/env";
import { countUnread } from "@/lib/notifications/queries";
import type { Actor, RoleName } from "@/lib/session";
import { signOutAction } from "../(auth)/actions";

const OTHER = {
  INVESTOR: { role: "BORROWER", href: "/borrower", label: "Borrow" },
  BORROWER: { role: "INVESTOR", href: "/investor", label: "Invest" },
} as const satisfies Partial<Record<RoleName, { role: RoleName; href: string; label: string }>>;

export async function PortalFrame({
  actor,
  as,
  home,
  label,
  places,
  children,
}: {
  actor: Pick<Actor, "userId" | "name" | "roles">;
  as: keyof typeof OTHER;
  home: string;
  label: string;
  places: Place[];
  children: ReactNode;
}) {
  const [unread, today] = await Promise.all([countUnread(actor.userId), isSandbox ? businessDate() : null]);
  return (
    <PortalShell
      home={home}
      label={label}
      places={places}
      bell={<NotificationBell href={`${home}/notifications`} unread={unread} />}
      banner={today && <SandboxBanner businessDate={today} />}
      roleSwitch={<RoleSwitch actor={actor} as={as} />}
      account={<Account name={actor.name} />}
    >
      {children}
    </PortalShell>
  );
}

function RoleSwitch({ actor, as }: { actor: Pick<Actor, "roles">; as: keyof typeof OTHER }) {
  const other = OTHER[as];
  if (!actor.roles.includes(other.role)) return null;
  return (
    <LinkButton href={other.href} variant="ghost" size="sm">
      Go to {other.label}
    </LinkButton>
  );
}

function Account({ name }: { name: string }) {
  return (
    <>
      <Link
        href="/settings/security"
        className="px-2 py-1 text-muted hover:text-ink"
        title="Settings and security"
      >
        <span className="font-medium text-ink">{name}</span> <span className="text-sm">Settings</span>
      </Link>
      <form action={signOutAction}>
        <SubmitButton variant="secondary" size="sm" pendingLabel="Signing out…">
          Sign out
        </SubmitButton>
      </form>
    </>
  );
}
