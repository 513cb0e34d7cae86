import Link from "@/components/ui/link";
import { Icon } from "./ui/icon";

/** Leads to the notifications, with the number of unread ones beside the bell. */
export function NotificationBell({ href, unread }: { href: string; unread: number }) {
  return (
    <Link
      href={href}
      aria-label={unread ? `Notifications, ${unread} unread` : "Notifications"}
      className="flex h-10 min-w-10 shrink-0 items-center justify-center gap-1 rounded-md px-2 text-muted hover:bg-sunken hover:text-ink"
    >
      <Icon name="bell" className="size-5 shrink-0" />
      {unread > 0 && (
        <span
          aria-hidden
          className="min-w-5 rounded-full bg-accent px-1.5 text-center tnum text-sm leading-5 font-semibold text-on-accent"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
