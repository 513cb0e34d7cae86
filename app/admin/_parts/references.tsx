import Link from "@/components/ui/link";
import type { ReactNode } from "react";
import { Breakable } from "@/components/ui/breakable";
import { Money } from "@/components/ui/money";
import { cn } from "@/lib/cn";
import { accountHref, transactionHref } from "./paths";

/** An id as it is stored, in fixed-width letters. It breaks after a separator; inside a word only where it would leave a phone. */
export function Code({ children, className }: { children: ReactNode; className?: string }) {
  return <code className={cn("figures wrap-break-word", className)}>{breakable(children)}</code>;
}

export function CodeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="link figures wrap-break-word">
      {breakable(children)}
    </Link>
  );
}

function breakable(children: ReactNode) {
  return typeof children === "string" ? <Breakable text={children} /> : children;
}

/** A name that people know, leading to the thing when it has a page, with the identifier beneath in smaller letters. */
export function NamedReference({
  href,
  name,
  id,
  compact = false,
}: {
  href: string | null;
  name: string;
  id: string;
  /** For narrow cells: the identifier is in the tooltip only. */
  compact?: boolean;
}) {
  const title = compact ? id : undefined;
  return (
    <span className="block min-w-0 font-normal">
      {href ? (
        <Link href={href} title={title} className="link inline-flex min-h-6 leading-6 wrap-break-word">
          {name}
        </Link>
      ) : (
        <span title={title} className="wrap-break-word">
          {name}
        </span>
      )}
      {!compact && name !== id && <Code className="block text-muted">{id}</Code>}
    </span>
  );
}

/** A ledger account. `names` holds those of loans and investments (lib/people/names); others have the ledger's name. */
export function AccountLink({
  code,
  name,
  names,
  compact,
}: {
  code: string;
  name: string;
  names: ReadonlyMap<string, string>;
  compact?: boolean;
}) {
  return (
    <NamedReference
      href={accountHref(code)}
      name={names.get(code) ?? name}
      id={code}
      compact={compact ?? false}
    />
  );
}

export function TransactionLink({ id }: { id: string }) {
  return <CodeLink href={transactionHref(id)}>{`#${id}`}</CodeLink>;
}

/** A balance of the ledger; it leads to the entries that made it. */
export function BalanceLink({ code, amount, sign }: { code: string; amount: string; sign?: boolean }) {
  return (
    <Link href={accountHref(code)} className="link">
      <Money amount={amount} sign={sign} />
    </Link>
  );
}
