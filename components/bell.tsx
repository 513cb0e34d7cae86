import { Bell } from "lucide-react";
import Link from "@/components/ui/link";

/** The way to what a person has been told, with how much of it is unread. */
export function NotificationBell({ href, unread }: { href: string; unread: number }) {
  return (
    <Link
      href={href}
      aria-label={unread ? `Notifications, ${unread} unread` : "Notifications"}
      className="relative grid size-10 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
    >
      <Bell aria-hidden className="size-5" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 min-w-5 rounded-full bg-accent px-1 text-center tnum text-sm leading-5 font-semibold text-on-accent"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
