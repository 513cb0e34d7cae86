import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { classed } from "./class-name";

/*
 * Rows become cards of label and value below 640 px (globals.css). That changes CSS display, which would take the
 * table's meaning away from screen readers, hence the explicit roles. How cells look is said once, in globals.css: as classes
 * of every cell it was a third of a page's bytes.
 */

export function Table({
  caption,
  showCaption = false,
  className,
  children,
}: {
  /** What the table holds; read out by screen readers even when not shown. */
  caption: ReactNode;
  showCaption?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <table role="table" className={cn("table-stack w-full border-collapse text-left text-sm", className)}>
      <caption className={showCaption ? "px-4 py-3 text-left text-base font-semibold sm:px-6" : "sr-only"}>
        {caption}
      </caption>
      {children}
    </table>
  );
}

export function THead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead role="rowgroup" className={cn("border-y bg-sunken", className)} {...rest} />;
}

export function TBody({ className, ...rest }: ComponentProps<"tbody">) {
  return <tbody role="rowgroup" className={cn("divide-y", className)} {...rest} />;
}

export function TFoot({ className, ...rest }: ComponentProps<"tfoot">) {
  return <tfoot role="rowgroup" className={cn("border-t-2 font-semibold", className)} {...rest} />;
}

export function Tr(props: ComponentProps<"tr">) {
  return <tr role="row" {...props} />;
}

export function Th({ numeric, className, ...rest }: ComponentProps<"th"> & { numeric?: boolean }) {
  return <th role="columnheader" scope="col" {...classed(cn(numeric && "numbers", className))} {...rest} />;
}

/** The cell that names its row; the heading of the card on a phone. */
export function RowHeader(props: ComponentProps<"th">) {
  return <th role="rowheader" scope="row" {...props} />;
}

/** `label` repeats the column's heading on a phone; leave it out for a cell that explains itself, such as a button. */
export function Td({
  label,
  numeric,
  className,
  ...rest
}: ComponentProps<"td"> & { label?: string; numeric?: boolean }) {
  return (
    <td
      role="cell"
      {...(label && { "data-label": label })}
      {...classed(cn(numeric && "numbers", className))}
      {...rest}
    />
  );
}
