// Every server action: who may call it, and the forms with which somebody could reach for what is another person's.
// action-gates.db.test.ts calls them all, and fails when a new action is in no table.
import * as auth from "@/app/(auth)/actions";
import * as changeEmail from "@/app/(auth)/change-email/[token]/actions";
import * as confirm from "@/app/(auth)/confirm/actions";
import * as forgotPassword from "@/app/(auth)/forgot-password/actions";
import * as passkeys from "@/app/(auth)/passkeys/actions";
import * as resetPassword from "@/app/(auth)/reset-password/[token]/actions";
import * as profile from "@/app/(auth)/settings/profile/actions";
import * as secondFactor from "@/app/(auth)/settings/second-factor/actions";
import * as undoEmail from "@/app/(auth)/undo-email/[token]/actions";
import * as verifyEmail from "@/app/(auth)/verify-email/[token]/actions";
import * as emailSettings from "@/app/(auth)/settings/notifications/actions";
import * as security from "@/app/(auth)/settings/security/actions";
import * as invitation from "@/app/(auth)/invitation/[token]/actions";
import * as setup from "@/app/(auth)/setup/[token]/actions";
import * as ownMessage from "@/app/(auth)/settings/messages/[id]/actions";
import * as contact from "@/app/(legal)/contact/actions";
import * as portal from "@/app/_portal/actions";
import * as bank from "@/app/admin/bank/actions";
import * as bankAccounts from "@/app/admin/bank-accounts/actions";
import * as businessDate from "@/app/admin/business-date/actions";
import * as ledgerAccount from "@/app/admin/ledger/accounts/[code]/actions";
import * as ledgerPeriods from "@/app/admin/ledger/periods/actions";
import * as ledgerSeal from "@/app/admin/ledger/seal/actions";
import * as adminLoan from "@/app/admin/loans/[id]/actions";
import * as letters from "@/app/admin/mail/letters/actions";
import * as regulations from "@/app/admin/regulations/actions";
import * as adminMessage from "@/app/admin/messages/[id]/actions";
import * as coverage from "@/app/admin/coverage/actions";
import * as options from "@/app/admin/options/actions";
import * as adminPayments from "@/app/admin/payments/[id]/actions";
import * as adminTax from "@/app/admin/tax/actions";
import * as returnRates from "@/app/admin/payments/returns/actions";
import * as writeback from "@/app/admin/settings/writeback/actions";
import * as person from "@/app/admin/people/[id]/actions";
import * as approval from "@/app/admin/approvals/[id]/actions";
import * as journals from "@/app/admin/ledger/journals/actions";
import * as staff from "@/app/admin/staff/actions";
import * as application from "@/app/borrower/applications/[id]/actions";
import * as apply from "@/app/borrower/apply/actions";
import * as loan from "@/app/borrower/loans/[id]/actions";
import * as disbursement from "@/app/borrower/loans/[id]/disbursement/actions";
import * as repay from "@/app/borrower/loans/[id]/repay/actions";
import * as borrowerPayment from "@/app/borrower/payments/[id]/actions";
import * as offer from "@/app/borrower/offers/[id]/actions";
import * as accounting from "@/app/borrower/settings/accounting/actions";
import * as invest from "@/app/investor/invest/actions";
import * as investment from "@/app/investor/investments/[id]/actions";
import * as investorTax from "@/app/investor/tax/actions";
import type { Permission } from "@/lib/permissions";

export const MODULES: Record<string, object> = {
  "(auth)": auth,
  "(auth)/change-email/[token]": changeEmail,
  "(auth)/confirm": confirm,
  "(auth)/forgot-password": forgotPassword,
  "(auth)/passkeys": passkeys,
  "(auth)/reset-password/[token]": resetPassword,
  "(auth)/settings/profile": profile,
  "(auth)/settings/second-factor": secondFactor,
  "(auth)/undo-email/[token]": undoEmail,
  "(auth)/verify-email/[token]": verifyEmail,
  "(auth)/settings/notifications": emailSettings,
  "(auth)/settings/security": security,
  "(auth)/invitation/[token]": invitation,
  "(auth)/setup/[token]": setup,
  "(auth)/settings/messages/[id]": ownMessage,
  "(legal)/contact": contact,
  _portal: portal,
  "admin/approvals/[id]": approval,
  "admin/bank": bank,
  "admin/bank-accounts": bankAccounts,
  "admin/business-date": businessDate,
  "admin/ledger/accounts/[code]": ledgerAccount,
  "admin/ledger/journals": journals,
  "admin/ledger/periods": ledgerPeriods,
  "admin/ledger/seal": ledgerSeal,
  "admin/loans/[id]": adminLoan,
  "admin/mail/letters": letters,
  "admin/regulations": regulations,
  "admin/messages/[id]": adminMessage,
  "admin/coverage": coverage,
  "admin/options": options,
  "admin/payments/[id]": adminPayments,
  "admin/people/[id]": person,
  "admin/payments/returns": returnRates,
  "admin/settings/writeback": writeback,
  "admin/staff": staff,
  "admin/tax": adminTax,
  "borrower/applications/[id]": application,
  "borrower/apply": apply,
  "borrower/loans/[id]": loan,
  "borrower/loans/[id]/disbursement": disbursement,
  "borrower/loans/[id]/repay": repay,
  "borrower/offers/[id]": offer,
  "borrower/payments/[id]": borrowerPayment,
  "borrower/settings/accounting": accounting,
  "investor/invest": invest,
  "investor/investments/[id]": investment,
  "investor/tax": investorTax,
};

/** Anyone may: they are how a person becomes known, stops being, or writes to us. */
export const PUBLIC_ACTIONS: object[] = [
  auth.signInAction,
  auth.registerAction,
  auth.demoSignInAction,
  auth.signOutAction,
  auth.codeSignInAction,
  passkeys.passkeyChallengeAction,
  passkeys.passkeySignInAction,
  forgotPassword.forgotPasswordAction,
  resetPassword.resetPasswordAction,
  verifyEmail.verifyEmailAction,
  changeEmail.changeEmailAction,
  undoEmail.undoEmailAction,
  setup.setUpAction,
  invitation.joinStaffAction,
  contact.sendMessageAction,
];

/** What one person has, by id. */
export type Belongings = Record<
  | "session"
  | "account"
  | "note"
  | "draft"
  | "application"
  | "offer"
  | "awaitingLoan"
  | "activeLoan"
  | "payment"
  | "investment"
  | "withdrawal"
  | "writeEvent"
  | "message",
  string
>;

type Fields = Record<string, string>;
type AnyAction = (previous: never, form: FormData) => Promise<unknown>;
export type ActionGate = {
  action: AnyAction;
  /** Customers act in a role; staff need a permission. Below app/admin, a role is refused. */
  role?: "ANY" | "BORROWER" | "INVESTOR";
  permission?: Permission;
  /** Well-formed forms. Where the second argument is used, it is what the caller may not have. */
  forms: (mine: Belongings, theirs: Belongings) => Fields[];
  /** No id in the form: the action can only reach what belongs to the caller, or what belongs to nobody. */
  ownerless?: true;
};

const key = "0f6c1c5e-key-of-a-form";
const bankAccount = {
  holderName: "Pat",
  routingNumber: "021000021",
  accountNumber: "123456789",
  accountType: "checking",
};
const choice = { optionId: "opt_12_months", amount: "2500.00", rail: "ACH" };
const payment = { kind: "OTHER", amount: "50.00", idempotencyKey: key };

const newRecord = { version: "1", requestKey: "0f6c1c5e-0b0a-4d57-9d2f-3a1d8a1b2c3d", name: "Loan interest" };

/** The same forms for the borrower, who names nobody, and for the administrator, who says whose settings they are. */
function deskGates(
  actions: typeof accounting | typeof writeback,
  who: Pick<ActionGate, "role" | "permission">,
  whose: Fields,
): ActionGate[] {
  const forms: [AnyAction, Fields][] = [
    [actions.connectAction, { platformKey: "gbol" }],
    [actions.disconnectAction, { confirm: "yes" }],
    [actions.saveMappingAction, { card: "deposit", choiceId: "an-account", version: "1" }],
    [actions.createSupplierAction, newRecord],
    [actions.createExpenseAccountAction, newRecord],
    [actions.createLenderAccountAction, { version: "1" }],
    [actions.setSwitchAction, { isOn: "false" }],
    [actions.checkMappingAction, {}],
    [actions.retryHeldAction, {}],
    [actions.markHeldByHandAction, { note: "Entered in the books." }],
  ];
  return forms.map(([action, fields]) => ({
    action,
    ...who,
    ownerless: true,
    forms: () => [{ ...fields, ...whose }],
  }));
}

/** The treasurer's work: lines and exceptions are of the bank, nobody's among our customers. */
function bankGates(): ActionGate[] {
  const exceptionId = "bexc_somebody";
  const forms: [AnyAction, Fields][] = [
    [bank.importFileAction, { fileId: "bfile_somebody" }],
    [bank.discardFileAction, { fileId: "bfile_somebody" }],
    [bank.closeDayAction, { bankAccountId: "bank_somebody", day: "2026-01-02" }],
    [bank.confirmSuggestionAction, { lineId: "1" }],
    [bank.bookLineAction, { lineId: "1", as: "FEE" }],
    [bank.undoMatchAction, { lineId: "1", reason: "Another payment." }],
    [bank.takeExceptionAction, { exceptionId }],
    [bank.bankFeeAction, { exceptionId }],
    [bank.claimAction, { exceptionId, note: "Paid twice." }],
    [bank.offsetAction, { exceptionId, againstId: "bexc_other" }],
    [bank.repaymentAction, { exceptionId, loan: "1" }],
    [bank.sendBackAction, { exceptionId, reason: "Sent by mistake." }],
    [bank.writeOffAction, { exceptionId }],
    [bank.depositAction, { exceptionId, reference: "ML23456789" }],
  ];
  return forms.map(([action, fields]) => ({
    ...{
      action,
      permission: action === bank.closeDayAction ? "bank-day.close" : "bank.work",
      ownerless: true,
    },
    forms: () => [fields],
  }));
}

/** Work on people who work here, and on who may sign in. */
function staffGates(): ActionGate[] {
  const reason = "Joins the team.";
  const forms: [AnyAction, Permission, Fields][] = [
    [staff.inviteAction, "staff.change.propose", { email: "new@example.com", role: "SUPPORT", reason }],
    [staff.breakGlassAction, "staff.break-glass", { role: "TREASURY", reason }],
    [staff.withdrawInvitationAction, "staff.change.propose", { id: "sinv_somebody" }],
    [person.grantRoleAction, "staff.change.propose", { userId: "usr_somebody", role: "SUPPORT", reason }],
    [person.withdrawRoleAction, "staff.change.propose", { userId: "usr_somebody", role: "SUPPORT", reason }],
    [approval.approveAction, "approval.see", { approvalId: "apr_somebody", note: "" }],
    [approval.rejectAction, "approval.see", { approvalId: "apr_somebody", note: "Too early." }],
    [approval.cancelAction, "approval.see", { approvalId: "apr_somebody" }],
    [
      journals.proposeJournalAction,
      "journal.post.propose",
      {
        ...{ effectiveOn: "2026-01-05", reason },
        ...{
          account0: "expense:bank-fees",
          debit0: "35.00",
          account1: "suspense:payments",
          credit1: "35.00",
        },
      },
    ],
    [journals.reverseJournalAction, "journal.post.propose", { journalId: "apr_somebody", reason }],
    [person.suspendAction, "user.suspend", { userId: "usr_somebody", reason }],
    [person.endSuspensionAction, "user.suspend", { userId: "usr_somebody", reason }],
  ];
  return forms.map(([action, permission, fields]) => ({
    ...{ action, permission, ownerless: true },
    forms: () => [fields],
  }));
}

export const ACTION_GATES: ActionGate[] = [
  ...deskGates(accounting, { role: "BORROWER" }, {}),
  ...deskGates(writeback, { permission: "writeback.manage" }, { borrowerId: "brw_somebody" }),
  {
    action: accounting.retryEventAction,
    role: "BORROWER",
    forms: (_, { writeEvent }) => [{ eventId: writeEvent }],
  },
  {
    action: accounting.markByHandAction,
    role: "BORROWER",
    forms: (_, { writeEvent }) => [{ eventId: writeEvent, note: "Entered in the books." }],
  },
  {
    action: writeback.retryEventAction,
    permission: "writeback.manage",
    ownerless: true,
    forms: (_, { writeEvent }) => [{ eventId: writeEvent }],
  },
  {
    action: writeback.markByHandAction,
    permission: "writeback.manage",
    ownerless: true,
    forms: (_, { writeEvent }) => [{ eventId: writeEvent, note: "Entered in the books." }],
  },
  { action: auth.addRoleAction, role: "ANY", ownerless: true, forms: () => [{ as: "INVESTOR" }] },
  { action: security.revokeSessionAction, role: "ANY", forms: (_, { session }) => [{ sessionId: session }] },
  { action: security.revokeOtherSessionsAction, role: "ANY", ownerless: true, forms: () => [{}] },
  { action: security.makeRecoveryCodesAction, role: "ANY", ownerless: true, forms: () => [{}] },
  { action: security.turnOffCodesAction, role: "ANY", ownerless: true, forms: () => [{}] },
  { action: passkeys.confirmChallengeAction, role: "ANY", ownerless: true, forms: () => [{}] },
  { action: passkeys.passkeyConfirmAction, role: "ANY", ownerless: true, forms: () => [{ response: "{}" }] },
  { action: passkeys.startAddingPasskeyAction, role: "ANY", ownerless: true, forms: () => [{}] },
  {
    action: passkeys.addPasskeyAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ response: "{}", name: "Phone" }],
  },
  {
    action: passkeys.removePasskeyAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ id: "of-somebody" }],
  },
  {
    action: secondFactor.confirmSetUpAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ code: "123456" }],
  },
  { action: confirm.confirmAction, role: "ANY", ownerless: true, forms: () => [{ code: "123456" }] },
  {
    action: profile.updateProfileAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ name: "Pat Doe", address: "", phone: "" }],
  },
  { action: profile.sendVerificationAction, role: "ANY", ownerless: true, forms: () => [{}] },
  {
    action: profile.askToChangeEmailAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ email: "pat.new@example.com" }],
  },
  {
    action: profile.changePasswordAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ current: "a long password", password: "another long one", again: "another long one" }],
  },
  { action: profile.closeAccountAction, role: "ANY", ownerless: true, forms: () => [{ confirm: "on" }] },
  { action: portal.addBankAccountAction, role: "ANY", ownerless: true, forms: () => [bankAccount] },
  {
    action: portal.removeBankAccountAction,
    role: "ANY",
    forms: (_, { account }) => [{ externalAccountId: account }],
  },
  { action: portal.markReadAction, role: "ANY", forms: (_, { note }) => [{ id: note }] },
  { action: portal.markAllReadAction, role: "ANY", ownerless: true, forms: () => [{}] },
  {
    action: portal.agreeToESignAction,
    role: "ANY",
    ownerless: true,
    forms: () => [{ agree: "on", code: "ABC234" }],
  },
  { action: portal.withdrawESignAction, role: "ANY", ownerless: true, forms: () => [{}] },

  ...staffGates(),
  ...bankGates(),
  {
    action: regulations.checkRegulationsAction,
    permission: "regulation.see",
    ownerless: true,
    forms: () => [{}],
  },
  {
    action: bankAccounts.reviewBankAccountAction,
    permission: "bank-account.review",
    ownerless: true,
    forms: (_, { account }) => [{ externalAccountId: account, decision: "clear", reason: "Seen." }],
  },
  {
    action: letters.markLetterMailedAction,
    permission: "letter.mail",
    forms: () => [{ id: "ltr_none" }],
    ownerless: true,
  },
  {
    action: emailSettings.setEmailPreferencesAction,
    role: "ANY",
    forms: () => [{ payments: "on" }],
    ownerless: true,
  },
  {
    action: adminTax.recordTinNoticeAction,
    permission: "tax-year.work",
    ownerless: true,
    forms: () => [{ userId: "usr_none", which: "first" }],
  },
  {
    action: adminTax.resolveTinNoticeAction,
    permission: "tax-year.work",
    ownerless: true,
    forms: () => [{ noticeId: "tinn_none" }],
  },
  {
    action: adminTax.correctTaxYearAction,
    permission: "tax-year.work",
    ownerless: true,
    forms: () => [{ year: "2030" }],
  },
  {
    action: investorTax.certifyTinAction,
    role: "INVESTOR",
    ownerless: true,
    forms: () => [
      {
        ...{
          payeeKind: "INDIVIDUAL",
          firstName: "Pat",
          lastName: "Doe",
          businessName: "",
          tin: "123-45-6789",
        },
        ...{ street: "1 Main Street", city: "New York", state: "NY", zip: "10001", isCertified: "on" },
      },
    ],
  },
  {
    action: businessDate.moveBusinessDateAction,
    permission: "business-date.move",
    ownerless: true,
    forms: () => [{ target: "2026-03-02" }],
  },
  {
    action: ledgerAccount.freezeAction,
    permission: "ledger-account.freeze.propose",
    ownerless: true,
    forms: () => [{ account: "cash", frozen: "yes", reason: "Fraud is suspected." }],
  },
  {
    action: ledgerAccount.addMonitorAction,
    permission: "ledger-account.monitor",
    ownerless: true,
    forms: () => [{ account: "cash", name: "Low", balance: "available", op: "lt", amount: "1000.00" }],
  },
  {
    action: ledgerAccount.removeMonitorAction,
    permission: "ledger-account.monitor",
    ownerless: true,
    forms: () => [{ account: "cash", monitorId: "1" }],
  },
  {
    action: ledgerAccount.makeStatementAction,
    permission: "ledger-account.make-statement",
    ownerless: true,
    forms: () => [{ account: "cash", from: "2026-01-01", to: "2026-01-05" }],
  },
  {
    action: ledgerPeriods.closeMonthAction,
    permission: "period.close.propose",
    ownerless: true,
    forms: () => [{ through: "2025-12-31", reason: "Month end." }],
  },
  {
    action: adminLoan.chargeOffAction,
    permission: "loan.charge-off.propose",
    ownerless: true,
    forms: (_, { activeLoan }) => [
      {
        loanId: activeLoan,
        reason: "The borrower is insolvent.",
        shownPrincipal: "5000.00",
        shownInterest: "0.00",
        shownFees: "0.00",
      },
    ],
  },
  {
    action: adminLoan.waiveFeeAction,
    permission: "loan.waive-fee",
    ownerless: true,
    forms: (_, { activeLoan }) => [
      { loanId: activeLoan, feeId: "fee_none", reason: "courtesy", note: "First late payment." },
    ],
  },
  {
    action: adminLoan.startRefundAction,
    permission: "loan.refund",
    ownerless: true,
    forms: (_, { activeLoan }) => [{ loanId: activeLoan, amount: "10.00" }],
  },
  {
    action: ledgerSeal.verifySealAction,
    permission: "books.verify-seal",
    ownerless: true,
    forms: () => [{ head: "" }],
  },
  {
    action: adminMessage.answerAction,
    permission: "message.answer",
    ownerless: true,
    forms: (_, { message }) => [{ threadId: message, body: "We have looked at it." }],
  },
  {
    action: adminMessage.closeAction,
    permission: "message.answer",
    ownerless: true,
    forms: (_, { message }) => [{ threadId: message }],
  },
  {
    action: ownMessage.replyAction,
    role: "ANY",
    forms: (_, { message }) => [{ threadId: message, body: "One more thing." }],
  },
  {
    action: coverage.closePoolAction,
    permission: "gate.change",
    ownerless: true,
    forms: () => [{ reason: "A test" }],
  },
  {
    action: coverage.reopenPoolAction,
    permission: "gate.change",
    ownerless: true,
    forms: () => [{ reason: "A test" }],
  },
  {
    action: coverage.switchGateRuleAction,
    permission: "gate.change",
    ownerless: true,
    forms: () => [{ isOn: "no", reason: "A test" }],
  },
  {
    action: options.addOptionAction,
    permission: "option.change.propose",
    ownerless: true,
    forms: () => [
      { termMonths: "18", annualRate: "4.8", minimum: "100.00", maximum: "1000.00", reason: "A new term." },
    ],
  },
  {
    action: options.withdrawOptionAction,
    permission: "option.change.propose",
    ownerless: true,
    forms: () => [{ optionId: "opt_12_months", reason: "Rates fell." }],
  },
  {
    action: returnRates.acknowledgeBreachAction,
    permission: "return-rate.acknowledge",
    ownerless: true,
    forms: () => [{ alertId: "rra_somebody", note: "Looked at." }],
  },
  {
    action: adminPayments.simulateWireAction,
    permission: "payment.simulate",
    ownerless: true,
    forms: () => [{ reference: "ML-1", amount: "1.00" }],
  },

  { action: apply.keepTypedAction, role: "BORROWER", ownerless: true, forms: () => [{ amount: "700.00" }] },
  {
    action: apply.amountStepAction,
    role: "BORROWER",
    ownerless: true,
    forms: () => [{ amount: "700.00", purpose: "other" }],
  },
  {
    action: apply.incomeStepAction,
    role: "BORROWER",
    ownerless: true,
    forms: () => [
      { monthlyIncome: "5000.00", monthlyHousing: "0", employment: "employed", employedYears: "3" },
    ],
  },
  {
    action: apply.identityStepAction,
    role: "BORROWER",
    ownerless: true,
    forms: () => [{ taxId: "123-45-0690", consent: "on" }],
  },
  {
    action: apply.businessStepAction,
    role: "BORROWER",
    ownerless: true,
    forms: () => [
      {
        ...{ entityType: "llc", formedOn: "2019-04-30", formationState: "OR" },
        ...{ annualRevenue: "480000.00", monthlyDebtPayments: "0" },
      },
    ],
  },
  {
    action: apply.ownersStepAction,
    role: "BORROWER",
    ownerless: true,
    forms: () => [
      { controlName: "Pat Doe", controlTitle: "Owner", signerTitle: "Managing Member", consent: "on" },
    ],
  },
  {
    action: apply.sendApplicationAction,
    role: "BORROWER",
    forms: (_, { draft }) => [{ applicationId: draft }],
  },
  { action: apply.discardDraftAction, role: "BORROWER", forms: (_, { draft }) => [{ applicationId: draft }] },
  {
    action: application.withdrawAction,
    role: "BORROWER",
    forms: (_, theirs) => [{ applicationId: theirs.application }],
  },
  {
    action: offer.acceptOfferAction,
    role: "BORROWER",
    forms: (_, theirs) => [{ offerId: theirs.offer, signedName: "Pat Doe", agree: "on" }],
  },
  {
    action: disbursement.requestMoneyAction,
    role: "BORROWER",
    forms: (mine, theirs) => [
      { loanId: theirs.awaitingLoan, externalAccountId: mine.account, rail: "ACH" },
      { loanId: mine.awaitingLoan, externalAccountId: theirs.account, rail: "ACH" },
    ],
  },
  {
    action: loan.setAutopayAction,
    role: "BORROWER",
    forms: (mine, theirs) => [
      { loanId: theirs.activeLoan, externalAccountId: mine.account, isAutopay: "on" },
      { loanId: mine.activeLoan, externalAccountId: theirs.account, isAutopay: "on" },
    ],
  },
  {
    action: loan.payoffLetterAction,
    role: "BORROWER",
    forms: (_, theirs) => [{ loanId: theirs.activeLoan, goodThrough: "2026-01-10" }],
  },
  {
    action: borrowerPayment.cancelPaymentAction,
    role: "BORROWER",
    forms: (_, { payment }) => [{ paymentOrderId: payment }],
  },
  {
    action: repay.reviewPaymentAction,
    role: "BORROWER",
    forms: (mine, theirs) => [{ ...payment, loanId: theirs.activeLoan, externalAccountId: mine.account }],
  },
  {
    action: repay.confirmPaymentAction,
    role: "BORROWER",
    forms: (mine, theirs) => [
      { ...payment, loanId: theirs.activeLoan, externalAccountId: mine.account },
      { ...payment, loanId: mine.activeLoan, externalAccountId: theirs.account },
    ],
  },

  {
    action: invest.chooseTermAction,
    role: "INVESTOR",
    ownerless: true,
    forms: () => [{ optionId: choice.optionId, amount: choice.amount }],
  },
  {
    action: invest.addAccountForInvestmentAction,
    role: "INVESTOR",
    ownerless: true,
    forms: () => [{ ...choice, ...bankAccount }],
  },
  {
    action: invest.chooseAccountAction,
    role: "INVESTOR",
    forms: (_, { account }) => [{ ...choice, externalAccountId: account }],
  },
  {
    action: invest.depositAction,
    role: "INVESTOR",
    forms: (_, { account }) => [
      { ...choice, externalAccountId: account, signedName: "Pat Doe", idempotencyKey: key, agree: "on" },
    ],
  },
  {
    action: investment.simulateWireAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ investmentId: theirs.investment }],
  },
  {
    action: investment.cancelDepositAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ investmentId: theirs.investment }],
  },
  {
    action: investment.reinvestAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ investmentId: theirs.investment, minimumRate: "4.50", signedName: "Pat Doe" }],
  },
  {
    action: investment.payOutAtMaturityAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ investmentId: theirs.investment }],
  },
  {
    action: investment.chooseWithdrawalAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ investmentId: theirs.investment, amount: "100.00" }],
  },
  {
    action: investment.requestWithdrawalAction,
    role: "INVESTOR",
    forms: (_, theirs) => [
      { investmentId: theirs.investment, amount: "100.00", signedName: "Pat Doe", idempotencyKey: key },
    ],
  },
  {
    action: investment.cancelWithdrawalAction,
    role: "INVESTOR",
    forms: (_, theirs) => [{ requestId: theirs.withdrawal }],
  },
  {
    action: investment.changePayoutAccountAction,
    role: "INVESTOR",
    forms: (mine, theirs) => [
      { investmentId: theirs.investment, externalAccountId: mine.account },
      { investmentId: mine.investment, externalAccountId: theirs.account },
    ],
  },
];
