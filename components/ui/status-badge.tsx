import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Icon } from "./icon";

export const TONES = {
  pending: { icon: "clock-3", box: "bg-pending-soft text-pending" },
  posted: { icon: "circle-check", box: "bg-posted-soft text-posted" },
  failed: { icon: "circle-alert", box: "bg-failed-soft text-failed" },
  voided: { icon: "ban", box: "bg-voided-soft text-voided" },
  info: { icon: "info", box: "bg-accent-soft text-accent" },
} as const;

export type Tone = keyof typeof TONES;

/** A state: its color, always with an icon and a word. */
export function StatusBadge({
  tone,
  children,
  className,
}: {
  tone: Tone;
  children: ReactNode;
  className?: string;
}) {
  const { icon, box } = TONES[tone];
  return (
    <span className={cn("badge", box, className)}>
      <Icon name={icon} />
      {children}
    </span>
  );
}

/** A word that is not a state: a type, a tag such as "lowest total cost". */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex items-center rounded-sm border border-edge px-1.5 text-sm font-medium whitespace-nowrap",
        className,
      )}
    >
      {children}
    </span>
  );
}
