import { cx } from "class-variance-authority";
import { twMerge } from "tailwind-merge";

/** Joins class names; where two set the same property, the later one wins. */
export function cn(...classes: Parameters<typeof cx>) {
  return twMerge(cx(...classes));
}
