import { Ban, CircleAlert, CircleCheck, Clock3, Info } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export const TONES = {
  pending: { Icon: Clock3, box: "bg-pending-soft text-pending" },
  posted: { Icon: CircleCheck, box: "bg-posted-soft text-posted" },
  failed: { Icon: CircleAlert, box: "bg-failed-soft text-failed" },
  voided: { Icon: Ban, box: "bg-voided-soft text-voided" },
  info: { Icon: Info, box: "bg-accent-soft text-accent" },
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
  const { Icon, box } = TONES[tone];
  return (
    <span
      className={cn(
        "inline-flex items-baseline gap-1 rounded-sm px-1.5 py-0.5 text-sm font-medium whitespace-nowrap",
        box,
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0 self-center" strokeWidth={2.25} />
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
