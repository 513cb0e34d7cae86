import type { ReactNode, Ref } from "react";
import { cn } from "@/lib/cn";
import { TONES, type Tone } from "./status-badge";
import { Icon } from "./icon";

const EDGES: Record<Tone, string> = {
  pending: "border-pending",
  posted: "border-posted",
  failed: "border-failed",
  voided: "border-edge",
  info: "border-accent",
};

/** A message that belongs to the page or form that contains it. It stays until its cause is gone. */
export function Alert({
  tone = "info",
  title,
  children,
  actions,
  role,
  ref,
  tabIndex,
  className,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** "alert" interrupts a screen reader, "status" waits; leave out for what was there when the page loaded. */
  role?: "alert" | "status";
  ref?: Ref<HTMLDivElement>;
  tabIndex?: number;
  className?: string;
}) {
  const { icon, box } = TONES[tone];
  return (
    <div
      ref={ref}
      role={role}
      tabIndex={tabIndex}
      className={cn("flex gap-3 rounded-md border px-4 py-3", EDGES[tone], box, className)}
    >
      <Icon name={icon} className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink [&_.link]:text-ink">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
