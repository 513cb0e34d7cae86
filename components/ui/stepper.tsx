import Link from "@/components/ui/link";
import { cn } from "@/lib/cn";
import { Icon } from "./icon";

/** One step; `isDone` says whether its content is there, wherever the person is. */
export interface Step {
  label: string;
  href?: string;
  isDone: boolean;
}

/** Where a person is in a short series. `current` counts from 1; earlier steps are links when they have an address. */
export function Stepper({ steps, current }: { steps: Step[]; current: number }) {
  const now = steps[current - 1];
  return (
    <nav aria-label="Progress" className="mb-6">
      <p className="text-sm text-muted">
        Step {current} of {steps.length}
        <span className="sm:hidden">: {now?.label}</span>
      </p>
      <ol className="mt-2 flex gap-2">
        {steps.map(({ label, href, isDone }, index) => {
          const number = index + 1;
          const isBefore = number < current;
          const done = isBefore && isDone;
          const text = (
            <>
              {done && <Icon name="check" className="size-4 shrink-0" />}
              {label}
              {done && <span className="sr-only"> (done)</span>}
            </>
          );
          return (
            <li
              key={label}
              aria-current={number === current ? "step" : undefined}
              className={cn(
                "min-w-0 flex-1 border-t-4 pt-1.5 text-sm",
                done || number === current ? "border-accent" : "border-line text-muted",
                number === current && "font-semibold",
              )}
            >
              <span className="flex items-center gap-1 max-sm:sr-only">
                {isBefore && href ? (
                  <Link href={href} className="link inline-flex items-center gap-1 py-0.5">
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
