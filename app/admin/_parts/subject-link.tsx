import {
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
import { Code, CodeLink } from "./references";

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  application: applicationHref,
  loan: loanHref,
  investment: investmentHref,
  "payment-order": paymentHref,
  transaction: transactionHref,
  "investment-option": () => "/admin/options",
  "writeback-connection": writebackHref,
  "writeback-mapping": writebackHref,
  "writeback-event": writebackEntryHref,
  user: personHref,
  "message-thread": messageHref,
  "date-move": () => "/admin/business-date",
};

/** An id that leads to the page of what it names, when that has one. */
export function SubjectLink({ type, id }: { type: string; id: string }) {
  const page = PAGES[type];
  return page ? <CodeLink href={page(id)}>{id}</CodeLink> : <Code>{id}</Code>;
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
