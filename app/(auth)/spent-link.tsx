import { PlainPage } from "@/components/plain-page";
import Link from "@/components/ui/link";
import { SPENT } from "@/lib/accounts/links";

/** What a link shows that was used, replaced or is too old. */
export function SpentLink({ href, label }: { href: string; label: string }) {
  return (
    <PlainPage title="This link no longer works" description={<p>{SPENT}</p>}>
      <Link className="link" href={href}>
        {label}
      </Link>
    </PlainPage>
  );
}
