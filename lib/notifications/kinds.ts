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
 * email unless its topic is switched off (what concerns security has no topic to switch off); inbox: at the bell alone; access: a
 * link that opens an account, and is asked for.
 */
type Kind = {
  topic: Topic | "staff" | "security";
  by: "legal" | "account" | "inbox" | "access";
  subject: string;
};

const of =
  (topic: Kind["topic"], by: Kind["by"]) =>
  (subject: string): Kind => ({ topic, by, subject });
const application = of("applications", "account");
const payment = of("payments", "account");
const investment = of("investments", "account");
const statement = of("statements", "account");
const legal = of("statements", "legal");
const staff = of("staff", "inbox");
const security = of("security", "account");

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
  "tax-withheld": investment("Tax was withheld from your payout"),
  "tin-notice": legal("Check your taxpayer identification number"),
  "withdrawal-settled": investment("Your early withdrawal has been paid"),
  "withdrawal-shared": of("investments", "inbox")("Your early withdrawal is being paid in parts"),
  "withdrawal-failed": investment("We could not pay your early withdrawal"),
  "withdrawal-canceled": investment("Your early withdrawal has ended"),
  "pool-gate-changed": investment("About deposits and early withdrawals"),
  "pool-gate": staff("The pool's gate has changed"),
  "message-answered": of("messages", "account")("We have answered your message"),
  "writeback-held": of("accounting", "inbox")("An entry could not be written to your books"),
  "writeback-key-reused": of("accounting", "inbox")("An entry needs your attention"),
  "writeback-mapping-broken": of("accounting", "inbox")("Your accounting settings need attention"),
  "writeback-feed-paused": of("accounting", "inbox")("Your bank feed is paused"),
  "writeback-disconnected": of("accounting", "inbox")("Your accounting software is disconnected"),
  "document-adverse-action": legal("A notice about your application"),
  "document-counteroffer": legal("A notice about your application"),
  "document-incompleteness": legal("Your application is not complete"),
  "document-tax-statement": legal("Your tax form is ready"),
  "document-loan-statement": statement("Your loan statement is ready"),
  "document-investor-statement": statement("Your statement is ready"),
  "document-maturity-notice": statement("Your investment matures soon"),
  "document-paid-in-full": statement("Your loan is paid in full"),
  "document-payoff-letter": of("statements", "inbox")("Your payoff letter is ready"),
  "document-signed-copy": of("statements", "inbox")("A copy of what you signed"),
  "break-glass": of("staff", "account")("Break-glass access was taken"),
  "approval-waiting": staff("An approval is waiting"),
  "approval-decided": staff("A proposal was decided"),
  "staff-invitation": of("staff", "access")("You are invited to join"),
  "verify-email": security("Verify your email address"),
  "reset-password": security("Reset your password"),
  "password-changed": security("Your password was changed"),
  "email-change-asked": security("Confirm your new email address"),
  "email-changed": security("Your email address was changed"),
  "email-change-undone": security("Your email address was changed back"),
  "second-factor-on": security("Codes at sign-in are on"),
  "second-factor-off": security("Codes at sign-in are off"),
  "recovery-code-used": security("A recovery code was used"),
  "recovery-codes-made": security("You have new recovery codes"),
  "codes-locked": security("Sign-in to your account is locked for an hour"),
  "passkey-added": security("A passkey was added"),
  "passkey-removed": security("A passkey was removed"),
  "new-device": security("Your account was used on a new device"),
  "bank-account-added": security("A bank account was added"),
  "payout-cooling-off": investment("Your payout waits for a day"),
  "account-closed": security("Your account is closed"),
  "payment-returned": staff("A payment was returned"),
  "shared-account": staff("A bank account is shared"),
  "message-received": staff("A message was received"),
  "books-broken": staff("Ledger checks failed"),
  "regulation-broken": staff("A regulation is broken"),
  "address-bounced": staff("An email address does not work"),
  "notices-overdue": staff("A notice is overdue"),
  "documents-differ": staff("A document is not what was stored"),
  "credit-balance-old": staff("A credit balance is old"),
  "floor-alert": staff("A balance is below its floor"),
  "return-rate": staff("A return rate is near its limit"),
  "bank-exceptions-overdue": staff("Bank exceptions are overdue"),
  "bank-exceptions-old": staff("Bank exceptions are open for long"),
  "balance-monitor": staff("A balance monitor was reached"),
} as const satisfies Record<string, Kind>;

export type NotificationKind = keyof typeof KINDS;

/** Notices that the law asks for. */
export const LEGAL_KINDS: readonly string[] = Object.entries<Kind>(KINDS)
  .filter(([, { by }]) => by === "legal")
  .map(([kind]) => kind);

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
