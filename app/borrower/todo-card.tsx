import Link from "@/components/ui/link";
import { Card, CardHeader } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Todo } from "./todos";

/** What we need from the borrower, then what they wait for. */
export function TodoCard({ items }: { items: Todo[] }) {
  if (items.length === 0) return null;
  return (
    <Card aria-labelledby="todo">
      <CardHeader id="todo" title="Next steps" />
      <ul className="divide-y border-t">
        {items.map(({ title, why, href, state }) => (
          <li
            key={href + title}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-6"
          >
            <div>
              <Link href={href} className="link font-medium">
                {title}
              </Link>
              <p className="text-muted">{why}</p>
            </div>
            {state === "needed" ? (
              <StatusBadge tone="info">Action needed</StatusBadge>
            ) : (
              <StatusBadge tone="pending">In progress</StatusBadge>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
