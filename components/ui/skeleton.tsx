"use client"; // every page carries the skeleton of its portal: as a client component, by its name alone

import { cn } from "@/lib/cn";

/** A gray shape of the size of what is coming, so that nothing jumps when it arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-sm bg-line", className)} />;
}

export function TableSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div className="divide-y">
      <div className="h-9 border-y bg-sunken" />
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-[2.8125rem] items-center justify-between gap-6 px-4 sm:px-6">
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="h-4 w-24" />
        </div>
      ))}
    </div>
  );
}

/** A whole page while its first data is on the way: title, the number, a table. For loading.tsx. */
export function PageSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading</span>
      <Skeleton className="mb-8 h-8 w-56" />
      <Skeleton className="h-6 w-32" />
      <Skeleton className="mt-1 h-12 w-full max-w-64" />
      <Skeleton className="mt-1 mb-8 h-6 w-full max-w-80" />
      <div className="overflow-hidden rounded-lg border bg-surface">
        <div className="px-4 pt-4 pb-3 sm:px-6">
          <Skeleton className="h-6 w-40" />
        </div>
        <TableSkeleton rows={rows} />
      </div>
    </div>
  );
}
