import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
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

/** For lists: what the account is, and of which loan or investment; the whole code is on the account's page. */
export function NamedAccountLink({ code, name }: { code: string; name: string }) {
  const of = code.split(":")[3];
  return (
    <Link href={accountHref(code)} className="link inline-block min-h-6 leading-6 wrap-anywhere" title={code}>
      {name}
      {of && <span className="figures"> {of}</span>}
    </Link>
  );
}

export function TransactionLink({ id }: { id: string }) {
  return <CodeLink href={transactionHref(id)}>#{id}</CodeLink>;
}

/** A balance of the ledger; it leads to the entries that made it. */
export function BalanceLink({ code, amount, sign }: { code: string; amount: string; sign?: boolean }) {
  return (
    <Link href={accountHref(code)} className="link">
      <Money amount={amount} sign={sign} />
    </Link>
  );
}
