import { cn } from "@/lib/cn";
import sprite from "./icons.svg";

export type IconName =
  | "arrow-down"
  | "arrow-up"
  | "ban"
  | "bell"
  | "check"
  | "chevron-down"
  | "chevron-left"
  | "chevron-right"
  | "chevrons-up-down"
  | "circle-alert"
  | "circle-check"
  | "clock-3"
  | "copy"
  | "flask-conical"
  | "inbox"
  | "info"
  | "loader-circle"
  | "menu"
  | "monitor"
  | "moon"
  | "printer"
  | "rotate-cw"
  | "search-x"
  | "sun"
  | "x";

// The bundler gives the file's address, with a digest so that browsers keep it; tests get it as a plain string.
const FILE = typeof sprite === "string" ? sprite : (sprite as { src: string }).src;

/**
 * A decoration beside a word that says the same, or inside a control with a name. It refers to a drawing in one file that the
 * browser keeps: drawn out in place, the icons were a fifth of a table's bytes, sent twice.
 */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg aria-hidden className={cn("icon", className)}>
      <use href={`${FILE}#${name}`} />
    </svg>
  );
}
