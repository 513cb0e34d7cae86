// What the audit log calls each action: `subject.verb`, each part in lower case with hyphens.

export const AUDIT_ACTIONS = [
  "user.register",
  "user.add-role",
  "user.create-administrator",
  "user.grant-administrator", // written by the database (migration 20260410000001_audit_action_names)
  "user.change-password", // written by the database
  "user.give-e-sign-consent",
  "user.withdraw-e-sign-consent",
  "bank-account.clear",
  "bank-account.refuse",
  "bank-account.remove",
  "bank-account.receive-change-notice",
  "application.submit",
  "application.withdraw",
  "application.make-offers",
  "application.decline",
  "offer.accept",
  "offer.refuse",
  "loan.start-disbursement",
  "loan.return-disbursement",
  "loan.charge-off",
  "loan.authorize-autopay",
  "loan.revoke-autopay",
  "loan.set-autopay",
  "loan.request-payoff-letter",
  "repayment.start",
  "repayment.return",
  "investment.open",
  "investment.change-payout-account",
  "investment.undo-payout",
  "investment.return-deposit",
  "investment-option.add",
  "investment-option.withdraw",
  "message.send",
  "message.answer",
  "message.reply",
  "message.close",
  "ledger-account.freeze",
  "ledger-account.unfreeze",
  "ledger-account.set-monitor",
  "ledger-account.remove-monitor",
  "ledger-account.make-statement",
  "ledger-account.change-floor", // written by the database
  "ledger-period.close",
  "business-date.move",
  "writeback-connection.connect",
  "writeback-connection.disconnect",
  "writeback-mapping.change-deposit",
  "writeback-mapping.change-expense",
  "writeback-mapping.change-supplier",
  "writeback-mapping.create-lender-account",
  "writeback-mapping.request-supplier",
  "writeback-mapping.request-expense-account",
  "writeback-mapping.create-supplier",
  "writeback-mapping.create-expense-account",
  "writeback-mapping.switch-on",
  "writeback-mapping.switch-off",
  "writeback-event.retry",
  "writeback-event.mark-entered-by-hand",
] as const satisfies readonly `${string}.${string}`[];

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/**
 * Actions under the names they had before. Rows of the trail never change, so an old name is translated when it is read.
 */
export const FORMER_ACTIONS: Readonly<Record<string, AuditAction>> = {
  register: "user.register",
  "add role": "user.add-role",
  "create administrator": "user.create-administrator",
  "grant administrator role": "user.grant-administrator",
  "change password": "user.change-password",
  "agree to electronic documents": "user.give-e-sign-consent",
  "withdraw consent to electronic documents": "user.withdraw-e-sign-consent",
  "clear bank account": "bank-account.clear",
  "refuse bank account": "bank-account.refuse",
  "remove bank account": "bank-account.remove",
  "notification of change": "bank-account.receive-change-notice",
  "submit application": "application.submit",
  "withdraw application": "application.withdraw",
  "make offers": "application.make-offers",
  "decline application": "application.decline",
  "accept offer": "offer.accept",
  "offer refused at acceptance": "offer.refuse",
  "start disbursement": "loan.start-disbursement",
  "return disbursement": "loan.return-disbursement",
  "charge off loan": "loan.charge-off",
  "authorize autopay": "loan.authorize-autopay",
  "revoke autopay": "loan.revoke-autopay",
  "set autopay": "loan.set-autopay",
  "start repayment": "repayment.start",
  "return repayment": "repayment.return",
  "investment.payout-undone-after-deposit-returned": "investment.undo-payout",
  "investment.deposit-returned-after-payout": "investment.return-deposit",
  "send message": "message.send",
  "answer message": "message.answer",
  "reply to message": "message.reply",
  "close message": "message.close",
  "freeze account": "ledger-account.freeze",
  "unfreeze account": "ledger-account.unfreeze",
  "set balance monitor": "ledger-account.set-monitor",
  "remove balance monitor": "ledger-account.remove-monitor",
  "make ledger statement": "ledger-account.make-statement",
  "change floor": "ledger-account.change-floor",
  "close month": "ledger-period.close",
  "connect accounting software": "writeback-connection.connect",
  "disconnect accounting software": "writeback-connection.disconnect",
  "change deposit of accounting mapping": "writeback-mapping.change-deposit",
  "change expense of accounting mapping": "writeback-mapping.change-expense",
  "change supplier of accounting mapping": "writeback-mapping.change-supplier",
  "make lender account in the books": "writeback-mapping.create-lender-account",
  "create suppliers in the books": "writeback-mapping.request-supplier",
  "create accounts in the books": "writeback-mapping.request-expense-account",
  "supplier created in the books": "writeback-mapping.create-supplier",
  "expense account created in the books": "writeback-mapping.create-expense-account",
  "switch writeback on": "writeback-mapping.switch-on",
  "switch writeback off": "writeback-mapping.switch-off",
  "retry writeback": "writeback-event.retry",
  "entered in the books by hand": "writeback-event.mark-entered-by-hand",
};

/** Today's name of an action that was recorded under this one. */
export function actionOf(recorded: string): string {
  return Object.hasOwn(FORMER_ACTIONS, recorded) ? FORMER_ACTIONS[recorded]! : recorded;
}

/** Every name under which the action may have been recorded. */
export function recordedNamesOf(action: string): string[] {
  const today = actionOf(action);
  return [today, ...Object.keys(FORMER_ACTIONS).filter((former) => FORMER_ACTIONS[former] === today)];
}
