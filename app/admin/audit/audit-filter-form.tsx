import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterForm } from "../_parts/filter-form";
import { words } from "../_parts/words";

export function AuditFilterForm({
  filters,
  actions,
  active,
}: {
  filters: Record<string, string | undefined>;
  actions: string[];
  active: boolean;
}) {
  return (
    <FilterForm path="/admin/audit" filters={filters} active={active}>
      <Field name="action" label="What was done" required={false} className="sm:w-60">
        <Select defaultValue={filters.action ?? ""}>
          <option value="">Anything</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {words(action)}
            </option>
          ))}
        </Select>
      </Field>
      <Field name="subjectId" label="Id of the subject" required={false} className="sm:w-52">
        <Input type="search" defaultValue={filters.subjectId} className="figures" />
      </Field>
      <Field name="from" label="From" required={false} className="sm:w-40">
        <Input type="date" defaultValue={filters.from} />
      </Field>
      <Field name="to" label="To" required={false} className="sm:w-40">
        <Input type="date" defaultValue={filters.to} />
      </Field>
      {/* Not fields of their own, but a link may have set them. */}
      {filters.actorUserId && <input type="hidden" name="actorUserId" value={filters.actorUserId} />}
      {filters.subjectType && <input type="hidden" name="subjectType" value={filters.subjectType} />}
    </FilterForm>
  );
}
