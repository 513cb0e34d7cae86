// The catalog of what people are notified of: who gets it, how it reaches them besides the bell, and the subject of the email,
// which has neither an amount nor a name.

import { invariant } from "@/lib/errors";

export const TOPICS = {
  applications: "Applications and offers",
  payments: "Payments and loans",
  investments: "Investments and payouts",
  statements: "Statements and letters",
  messages: "Messages",
  accounting: "Accounting software",
} as const;
export type Topic = keyof typeof TOPICS;

/**
 * legal: a notice that the law asks for, by email or else on paper, and never switched off; account: about money or security, by
 * email unless its topic is switched off; inbox: at the bell alone.
 */
type Kind = { topic: Topic | "staff"; by: "legal" | "account" | "inbox"; subject: string };

const of =
  (topic: Kind["topic"], by: Kind["by"]) =>
  (subject: string): Kind => ({ topic, by, subject });
const application = of("applications", "account");
const payment = of("payments", "account");
const investment = of("investments", "account");
const statement = of("statements", "account");
const legal = of("statements", "legal");
const staff = of("staff", "inbox");

const KINDS = {
  "application-offered": application("Your loan offers are ready"),
  "application-declined": application("A decision on your application"),
  "offer-expiring": application("Your loan offers end soon"),
  "offer-refused": application("About your loan offer"),
  "loan-accepted": application("You accepted a loan offer"),
  "loan-awaiting-funds": payment("Your loan is waiting for funds"),
  "disbursement-settled": payment("Your loan has been paid out"),
  "disbursement-failed": payment("We could not pay out your loan"),
  "disbursement-returned": payment("The payment of your loan was returned"),
  "disbursement-needs-account": payment("Choose another bank account"),
  "repayment-settled": of("payments", "inbox")("Your payment cleared"),
  "repayment-failed": payment("A payment could not be made"),
  "repayment-cancelled": of("payments", "inbox")("A payment was canceled"),
  "repayment-returned": payment("A payment was returned"),
  "loan-closed": payment("Your loan is paid off"),
  "loan-charged-off": legal("A notice about your loan"),
  "payment-due-soon": payment("A payment is due soon"),
  "autopay-soon": payment("Autopay collects a payment soon"),
  "payment-late": payment("A payment is late"),
  "fee-assessed": payment("A fee was added to your loan"),
  "fee-waived": payment("A fee was waived"),
  "refund-started": payment("A refund is on its way"),
  "refund-settled": of("payments", "inbox")("Your refund has been sent"),
  "refund-failed": payment("A refund could not be sent"),
  "loan-current": of("payments", "inbox")("Your loan is no longer past due"),
  "autopay-on": payment("Autopay is on"),
  "autopay-off": payment("Autopay is off"),
  "bank-account-cleared": payment("Your bank account can be used"),
  "bank-account-refused": payment("Your bank account cannot be used"),
  "account-change": payment("Your bank sent a change to your account"),
  "deposit-settled": investment("Your deposit has cleared"),
  "deposit-failed": investment("Your deposit could not be made"),
  "deposit-returned": investment("Your deposit was returned"),
  "investment-matured": investment("Your investment has matured"),
  "maturity-in-30-days": investment("Your investment matures in a month"),
  "maturity-in-7-days": investment("Your investment matures soon"),
  "investment-rolled": investment("Your investment has been reinvested"),
  "payout-waiting": investment("Your payout is delayed"),
  "payout-on-hold": investment("Your payout is on hold"),
  "payout-failed": investment("Your payout could not be made"),
  "payout-needs-account": investment("Choose another bank account for your payout"),
  "payout-settled": investment("Your payout has been made"),
  "message-answered": of("messages", "account")("We have answered your message"),
  "writeback-held": of("accounting", "inbox")("An entry could not be written to your books"),
  "writeback-key-reused": of("accounting", "inbox")("An entry needs your attention"),
  "writeback-mapping-broken": of("accounting", "inbox")("Your accounting settings need attention"),
  "writeback-feed-paused": of("accounting", "inbox")("Your bank feed is paused"),
  "writeback-disconnected": of("accounting", "inbox")("Your accounting software is disconnected"),
  "document-adverse-action": legal("A notice about your application"),
  "document-tax-statement": legal("Your tax form is ready"),
  "document-loan-statement": statement("Your loan statement is ready"),
  "document-investor-statement": statement("Your statement is ready"),
  "document-maturity-notice": statement("Your investment matures soon"),
  "document-paid-in-full": statement("Your loan is paid in full"),
  "document-payoff-letter": of("statements", "inbox")("Your payoff letter is ready"),
  "document-signed-copy": of("statements", "inbox")("A copy of what you signed"),
  "payment-returned": staff("A payment was returned"),
  "shared-account": staff("A bank account is shared"),
  "message-received": staff("A message was received"),
  "books-broken": staff("Ledger checks failed"),
  "notices-overdue": staff("A notice is overdue"),
  "documents-differ": staff("A document is not what was stored"),
  "credit-balance-old": staff("A credit balance is old"),
  "floor-alert": staff("A balance is below its floor"),
  "balance-monitor": staff("A balance monitor was reached"),
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof KINDS;

/** The kind of the notification that a document of a kind is ready. */
export function ofDocument(documentKind: string): NotificationKind {
  const kind = `document-${documentKind}`;
  invariant(kind in KINDS, `the catalog of notifications has ${kind}`);
  return kind as NotificationKind;
}

/** The catalog's entry; a kind of an earlier release is only at the bell. */
export function kindOf(kind: string): Kind {
  return (KINDS as Record<string, Kind>)[kind] ?? { topic: "staff", by: "inbox", subject: "A notification" };
}
