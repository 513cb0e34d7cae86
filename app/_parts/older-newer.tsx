import Link from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { hrefWith } from "@/app/_parts/href-with";

/** Paging of a list that begins with the newest: on to older rows, and back to the beginning. */
export function OlderNewer({
  path,
  filters,
  before,
  next,
}: {
  path: string;
  /** Everything else that the address holds. */
  filters: Record<string, string | undefined>;
  before: string | undefined;
  next: string | null | undefined;
}) {
  if (!before && !next) return null;
  return (
    <Pagination nextHref={next ? hrefWith(path, { ...filters, before: next }) : undefined}>
      {before && (
        <Link className="link" href={hrefWith(path, { ...filters, before: undefined })}>
          Back to the newest
        </Link>
      )}
    </Pagination>
  );
}
