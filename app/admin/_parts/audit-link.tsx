import { hrefWith } from "@/app/_parts/href-with";
import { LinkButton } from "@/components/ui/button";

/** Everything that was done to one thing, for whoever may read the audit log. */
export function AuditLink({ type, id }: { type: string; id: string }) {
  return (
    <LinkButton
      href={hrefWith("/admin/audit", { subjectType: type, subjectId: id })}
      variant="secondary"
      size="sm"
    >
      Audit log
    </LinkButton>
  );
}
