import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { FilterField } from "@/app/_parts/filter-field";
import { FilterForm } from "@/app/_parts/filter-form";
import { actionWords } from "../_parts/detail-words";

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
      <FilterField name="action" label="Action" className="sm:w-60">
        <Select defaultValue={filters.action ?? ""}>
          <option value="">Any</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {actionWords(action)}
            </option>
          ))}
        </Select>
      </FilterField>
      <FilterField name="subjectId" label="Subject ID" className="sm:w-52">
        <Input type="search" defaultValue={filters.subjectId} className="figures" />
      </FilterField>
      <FilterField name="from" label="From" className="sm:w-40">
        <Input type="date" defaultValue={filters.from} />
      </FilterField>
      <FilterField name="to" label="To" className="sm:w-40">
        <Input type="date" defaultValue={filters.to} />
      </FilterField>
      {/* Links may set these; they have no fields. */}
      {filters.actorUserId && <input type="hidden" name="actorUserId" value={filters.actorUserId} />}
      {filters.subjectType && <input type="hidden" name="subjectType" value={filters.subjectType} />}
    </FilterForm>
  );
}
