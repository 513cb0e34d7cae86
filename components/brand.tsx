import Link from "@/components/ui/link";

/** The mark is a ledger's T: one account, two sides, balanced. */
export function Brand({ href = "/" }: { href?: string }) {
  return (
    <Link
      href={href}
      className="inline-flex items-center gap-2 rounded-sm py-1 font-semibold tracking-tight whitespace-nowrap"
    >
      <BrandMark className="size-6 shrink-0" />
      Modern Lending
    </Link>
  );
}

function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className}>
      <rect width="24" height="24" rx="5" className="fill-accent" />
      <path
        d="M5 7.5h14M12 7.5V19"
        className="stroke-on-accent"
        strokeWidth="2.25"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
