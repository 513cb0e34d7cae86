import Form from "next/form";
import type { ReactNode } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { hrefWith } from "@/app/_parts/href-with";

/** Filters of a list: a GET form, so that the address holds them and a link opens the same view. */
export function FilterForm({
  path,
  filters,
  active,
  label = "Filters",
  isForPhones = false,
  children,
}: {
  path: string;
  /** The current values; the fields are reset to them whenever they change. */
  filters: Record<string, string | number | undefined>;
  active: boolean;
  label?: string;
  /** Hidden on wider screens. */
  isForPhones?: boolean;
  children: ReactNode;
}) {
  return (
    <Form
      key={hrefWith(path, filters)}
      action={path}
      aria-label={label}
      className={cn(
        "no-print mb-6 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap [&>*]:min-w-0",
        isForPhones && "sm:hidden",
      )}
    >
      {children}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="secondary">
          Apply
        </Button>
        {active && (
          <LinkButton href={path} variant="ghost">
            Clear
          </LinkButton>
        )}
      </div>
    </Form>
  );
}
