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
