import Link from "@/components/ui/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PoolOverview } from "@/lib/pool/queries";
import { findConcerns, type Concern } from "./find-concerns";

/** Issues that need a person, most serious first. */
export async function Attention({ pool, roles }: { pool: PoolOverview; roles: readonly string[] }) {
  const concerns = await findConcerns(pool, roles);
  return (
    <Card>
      <CardHeader title="Needs attention" />
      {concerns.length === 0 ? (
        <CardBody className="flex flex-wrap items-center gap-3">
          <StatusBadge tone="posted">All clear</StatusBadge>
          <p>Nothing that your roles work on is waiting.</p>
        </CardBody>
      ) : (
        <ul className="divide-y border-t">
          {concerns.map((concern) => (
            <Row key={concern.title} {...concern} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ tone, word, title, detail, href }: Concern) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-3 sm:flex-nowrap sm:px-6">
      <span className="w-24 shrink-0">
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </span>
      <span className="min-w-0">
        <Link className="link font-medium" href={href}>
          {title}
        </Link>
        <span className="block wrap-break-word text-muted">{detail}</span>
      </span>
    </li>
  );
}
