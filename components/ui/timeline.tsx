import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { TONES, type Tone } from "./status-badge";
import { Icon } from "./icon";

export interface TimelineEvent {
  /** A word for the state: "Sent to your bank". */
  title: ReactNode;
  tone: Tone;
  /** Usually an <InstantText> or <DateText>. */
  when?: ReactNode;
  /** Who did it. */
  actor?: ReactNode;
  detail?: ReactNode;
}

/** What has happened to one thing, oldest first, and what is expected next. */
export function Timeline({
  events,
  next,
  label = "Timeline",
}: {
  events: TimelineEvent[];
  /** The next step and its date; drawn hollow, since it has not happened. */
  next?: { title: ReactNode; when?: ReactNode; detail?: ReactNode };
  label?: string;
}) {
  return (
    <ol aria-label={label}>
      {events.map((event, index) => (
        <Step key={index} {...event} last={!next && index === events.length - 1} />
      ))}
      {next && <Step {...next} last />}
    </ol>
  );
}

function Step({
  title,
  tone,
  when,
  actor,
  detail,
  last,
}: Omit<TimelineEvent, "tone"> & { tone?: Tone; last: boolean }) {
  const { icon, box } = tone ? TONES[tone] : { icon: undefined, box: "border border-dashed border-edge" };
  return (
    <li className="relative flex gap-3 pb-5 last:pb-0">
      {!last && <span aria-hidden className="absolute top-7 bottom-0 left-3 w-px bg-line" />}
      <span aria-hidden className={cn("grid size-6 shrink-0 place-items-center rounded-full", box)}>
        {icon && <Icon name={icon} className="size-4" />}
      </span>
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <p className={tone ? "font-medium" : "text-muted"}>
            {!tone && "Next: "}
            {title}
          </p>
          {when && <p className="text-sm text-muted">{when}</p>}
        </div>
        {(actor || detail) && (
          <div className="text-sm text-muted">
            {actor && <p>{actor}</p>}
            {detail && <div>{detail}</div>}
          </div>
        )}
      </div>
    </li>
  );
}
