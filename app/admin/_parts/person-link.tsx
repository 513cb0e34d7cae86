import Link from "@/components/ui/link";
import { personHref } from "./paths";

/** Wherever the back office names a person: leads to their page. */
export function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link className="link wrap-break-word" href={personHref(id)}>
      {name}
    </Link>
  );
}
