import { cva, type VariantProps } from "class-variance-authority";
import Link from "@/components/ui/link";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export const buttonStyle = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap",
    "transition-colors duration-100 [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed aria-busy:cursor-progress",
  ],
  {
    variants: {
      variant: {
        primary:
          "border-accent bg-accent text-on-accent hover:not-disabled:border-accent-strong hover:not-disabled:bg-accent-strong",
        secondary: "border-edge bg-surface text-ink hover:not-disabled:bg-sunken",
        ghost: "border-transparent bg-transparent text-accent hover:not-disabled:bg-sunken",
        danger: "border-failed bg-surface text-failed hover:not-disabled:bg-failed-soft",
      },
      size: { md: "h-10 px-4 text-base", sm: "h-8 px-3 text-sm" },
      wide: { true: "w-full" },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyle>;

export function Button({
  variant,
  size,
  wide,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  return <button type={type} className={cn(buttonStyle({ variant, size, wide }), className)} {...rest} />;
}

export function LinkButton({
  variant,
  size,
  wide,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={cn(buttonStyle({ variant, size, wide }), className)} {...rest} />;
}
