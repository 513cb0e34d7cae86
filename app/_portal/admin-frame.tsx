// The administrator's frame, filled with who is signed in, what is unread and what day it is.
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AdminShell } from "@/components/admin-shell";
import { NotificationBell } from "@/components/bell";
import { OPEN_GROUPS_COOKIE, readOpenGroups } from "@/components/open-groups";
import { SandboxBanner } from "@/components/sandbox-banner";
import { Button } from "@/components/ui/button";
import { InstantText } from "@/components/ui/date-text";
import Link from "@/components/ui/link";
import { countWaiting } from "@/lib/approvals/queries";
import { businessDate } from "@/lib/clock";
import { env, isSandbox } from "@/lib/env";
import { sampleDataProgress, type SampleDataProgress } from "@/lib/jobs/sample-data";
import { countUnread } from "@/lib/notifications/queries";
import { KINDS } from "@/lib/staff/kinds";
import type { Actor } from "@/lib/session";
import { signOutAction } from "../(auth)/actions";
import { APPROVALS, placesFor } from "./admin-places";

export async function AdminFrame({
  admin,
  children,
}: {
  admin: Pick<Actor, "userId" | "name" | "roles" | "breakGlassUntil">;
  children: ReactNode;
}) {
  const [unread, waiting, today, loading] = await Promise.all([
    countUnread(admin.userId),
    countWaiting(KINDS, admin),
    isSandbox ? businessDate() : null,
    isSandbox ? sampleDataProgress() : null,
  ]);
  return (
    <AdminShell
      home="/admin"
      groups={placesFor(admin.roles, { [APPROVALS]: waiting })}
      openGroups={readOpenGroups((await cookies()).get(OPEN_GROUPS_COOKIE)?.value)}
      bell={<NotificationBell href="/admin/notifications" unread={unread} />}
      banner={
        <>
          {today && <Banner today={today} loading={loading} />}
          {admin.breakGlassUntil && <BreakGlassBanner until={admin.breakGlassUntil} />}
        </>
      }
      account={<Account name={admin.name} />}
    >
      <meta name="person" content={admin.userId} />
      {children}
    </AdminShell>
  );
}

function Banner({ today, loading }: { today: string; loading: SampleDataProgress | null }) {
  return (
    <SandboxBanner businessDate={today} loading={loading}>
      {!loading && (
        <Link href="/admin/business-date" className="font-medium underline underline-offset-2">
          Move the date
        </Link>
      )}
    </SandboxBanner>
  );
}

function BreakGlassBanner({ until }: { until: Date }) {
  return (
    <p className="no-print border-b border-failed bg-failed-soft px-4 py-2 text-center font-medium">
      You hold a role by break-glass until{" "}
      <InstantText at={until.toISOString()} timeZone={env.BUSINESS_TIME_ZONE} />. Everything you do is
      flagged.
    </p>
  );
}

function Account({ name }: { name: string }) {
  return (
    <>
      <div className="w-full text-sm">
        <p className="font-medium">{name}</p>
        <Link href="/settings/security" className="text-muted underline underline-offset-2 hover:text-ink">
          Security
        </Link>
      </div>
      <form action={signOutAction}>
        <Button type="submit" variant="secondary" size="sm">
          Sign out
        </Button>
      </form>
    </>
  );
}
