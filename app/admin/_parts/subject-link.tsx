import Link from "@/components/ui/link";
import { isIsoDate, monthName } from "@/lib/calendar/dates";
import {
  accountHref,
  applicationHref,
  investmentHref,
  loanHref,
  messageHref,
  paymentHref,
  personHref,
  transactionHref,
  writebackEntryHref,
  writebackHref,
} from "./paths";
import { subjectWords } from "./detail-words";
import { Code, CodeLink, NamedReference } from "./references";

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  application: applicationHref,
  loan: loanHref,
  investment: investmentHref,
  "payment-order": paymentHref,
  transaction: transactionHref,
  "ledger-account": accountHref,
  "ledger-period": () => "/admin/ledger/periods",
  "investment-option": () => "/admin/options",
  "writeback-connection": writebackHref,
  "writeback-mapping": writebackHref,
  "writeback-event": writebackEntryHref,
  user: personHref,
  "message-thread": messageHref,
  "date-move": () => "/admin/business-date",
};

/** What something is about, by name where it has one, leading to its page where it has one; its id is smaller. */
export function SubjectLink({
  type,
  id,
  names,
}: {
  type: string;
  id: string;
  names: ReadonlyMap<string, string>;
}) {
  const href = PAGES[type]?.(id) ?? null;
  const name = names.get(id);
  return (
    <span className="block">
      {(!name || !SPEAKING.has(type)) && <span className="block">{subjectWords(type)}</span>}
      {name ? (
        <NamedReference href={href} name={name} id={id} />
      ) : (
        <Unnamed href={href} id={id} type={type} />
      )}
    </span>
  );
}

/** Types whose names already say what they are: "Art · Loan 24". */
const SPEAKING = new Set([
  "application",
  "loan",
  "repayment",
  "investment",
  "payment-order",
  "ledger-account",
]);

function Unnamed({ href, id, type }: { href: string | null; id: string; type: string }) {
  if (type === "ledger-period" && href && isIsoDate(id))
    return (
      <Link href={href} className="link">
        {monthName(id)}
      </Link>
    );
  return href ? <CodeLink href={href}>{id}</CodeLink> : <Code>{id}</Code>;
}

const BY_PREFIX: Readonly<Record<string, (id: string) => string>> = {
  loan: loanHref,
  ivm: investmentHref,
  app: applicationHref,
  po: paymentHref,
  usr: personHref,
  brw: personHref,
  inv: personHref,
  msg: messageHref,
  opt: () => "/admin/options",
};

/** Where an id leads, by what it names; null where that has no page. */
export function hrefOfId(id: string): string | null {
  return BY_PREFIX[id.slice(0, id.indexOf("_"))]?.(id) ?? null;
}
