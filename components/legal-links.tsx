import Link from "@/components/ui/link";
import { cn } from "@/lib/cn";

const LINKS = [
  { href: "/help", label: "Help" },
  { href: "/contact", label: "Contact" },
  { href: "/statistics", label: "Statistics" },
  { href: "/terms", label: "Terms" },
  { href: "/privacy", label: "Privacy" },
] as const;

/** On every page, at its foot. */
export function LegalLinks({ className }: { className?: string }) {
  return (
    <nav aria-label="Help and legal" className={cn("flex flex-wrap gap-x-4 gap-y-1", className)}>
      {LINKS.map(({ href, label }) => (
        <Link key={href} href={href} className="underline underline-offset-2 hover:text-ink">
          {label}
        </Link>
      ))}
    </nav>
  );
}
