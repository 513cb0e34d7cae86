import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { accountHref, transactionHref } from "./paths";

/** An id as it is stored, in fixed-width letters, broken anywhere rather than wider than a phone. */
export function Code({ children, className }: { children: ReactNode; className?: string }) {
  return <code className={cn("figures wrap-anywhere", className)}>{children}</code>;
}

export function CodeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="link figures wrap-anywhere">
      {children}
    </Link>
  );
}

export function AccountLink({ code }: { code: string }) {
  return <CodeLink href={accountHref(code)}>{code}</CodeLink>;
}

export function TransactionLink({ id }: { id: string }) {
  return <CodeLink href={transactionHref(id)}>#{id}</CodeLink>;
}
