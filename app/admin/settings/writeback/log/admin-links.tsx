import { loanHref, transactionHref, writebackEntryHref, writebackHref } from "@/app/admin/_parts/paths";
import Link from "@/components/ui/link";
import { ByHandForm } from "@/components/writeback/by-hand-form";
import { Desk } from "@/components/writeback/desk";
import type { LogLinks } from "@/components/writeback/log-list";
import { RetryForm } from "@/components/writeback/retry-form";
import { adminDesk } from "../desk-facts";

/** Links from an entry to its loan, transaction and settings, and the forms that resolve it. */
export const ADMIN_LINKS: LogLinks = {
  borrower: ({ borrowerId, borrowerName }) => (
    <Link className="link" href={writebackHref(borrowerId)}>
      {borrowerName}
    </Link>
  ),
  reference: ({ eventId, reference }) => (
    <Link className="link" href={writebackEntryHref(eventId)}>
      {reference}
    </Link>
  ),
  loan: ({ loanId, loanNumber }) => (
    <Link className="link" href={loanHref(loanId)}>
      Loan {loanNumber}
    </Link>
  ),
  transaction: ({ ledgerTransactionId }) => (
    <Link className="link" href={transactionHref(ledgerTransactionId)}>
      {ledgerTransactionId}
    </Link>
  ),
  repair: ({ eventId, reference, borrowerId }) => (
    <Desk facts={adminDesk(borrowerId)}>
      <RetryForm eventId={eventId} reference={reference} />
      <ByHandForm eventId={eventId} reference={reference} summary="Entered by hand" />
    </Desk>
  ),
};
