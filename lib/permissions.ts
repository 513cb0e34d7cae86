// Who may do what: every permission is a verb with a name, and belongs to roles of staff. A role has what is written here and
// nothing else; a person has what any of their roles has. Pure.

export const STAFF_ROLES = [
  "SUPPORT",
  "UNDERWRITER",
  "COLLECTIONS",
  "TREASURY",
  "ACCOUNTANT",
  "AUDITOR",
  "ADMIN",
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

const SUP = "SUPPORT";
const UND = "UNDERWRITER";
const COL = "COLLECTIONS";
const TRE = "TREASURY";
const ACC = "ACCOUNTANT";
const AUD = "AUDITOR";
const ADM = "ADMIN";
const EVERYBODY = STAFF_ROLES;

/**
 * The matrix. `.propose` asks for something that another person decides with `.approve`; a name without either is done alone.
 * ADMIN looks after people and settings and has no permission that moves money or changes a contract.
 */
export const PERMISSIONS = {
  // For everybody who works here
  "overview.see": EVERYBODY,
  "notification.see": EVERYBODY,
  "approval.see": EVERYBODY, // those that one may propose or approve
  "approval.see-all": [AUD],

  // People
  "person.see": EVERYBODY,
  "person.unmask": [UND, TRE, ACC],
  "document.see": [SUP, UND, COL, ACC, AUD],
  "message.see": [SUP, UND, COL, TRE, ACC, AUD],
  "message.answer": [SUP, UND, COL],
  "email.see": [SUP, COL, AUD, ADM],
  "letter.see": [SUP, COL, AUD],
  "letter.mail": [SUP, COL],
  "person.see-as": [SUP],
  "identity-check.see": [UND, AUD, ADM],
  "identity-check.override.propose": [UND],
  "identity-check.override.approve": [ADM],

  // Lending
  "application.see": [SUP, UND, COL, ACC, AUD],
  "application.decide.propose": [UND],
  "application.decide.approve": [UND],
  "loan.see": [SUP, UND, COL, TRE, ACC, AUD],
  "loan.waive-fee": [SUP, COL],
  "loan.refund": [SUP, TRE], // up to a limit; a larger one is proposed
  "loan.change-plan.propose": [SUP, COL],
  "loan.change-plan.approve": [UND],
  "loan.charge-off.propose": [COL],
  "loan.charge-off.approve": [UND, ACC],
  "report.see": [UND, COL, TRE, ACC, AUD],

  // Investing
  "investment.see": [SUP, TRE, ACC, AUD],
  "option.see": [SUP, UND, TRE, ACC, AUD],
  "option.change.propose": [UND, TRE],
  "option.change.approve": [ACC],
  "coverage.see": [TRE, ACC, AUD],
  "gate.change": [TRE], // whether deposits, early withdrawals and reinvestments go on
  "sleeve.change.propose": [TRE],
  "sleeve.change.approve": [ACC],

  // Money
  "payment.see": [SUP, COL, TRE, ACC, AUD],
  "payment.correct.propose": [TRE],
  "payment.correct.approve": [ACC],
  "payout.release.propose": [TRE],
  "payout.release.approve": [ACC],
  "payment.simulate": [TRE], // a control of the sandbox
  "webhook.see": [TRE, ACC, AUD],
  "bank.see": [TRE, ACC, AUD],
  "bank.work": [TRE],
  "bank-day.close": [ACC],
  "return-rate.acknowledge": [ACC],
  "bank-account.see": [SUP, TRE, ACC, AUD],
  "bank-account.review": [TRE],

  // Ledger
  "books.see": [TRE, ACC, AUD],
  "ledger-account.freeze.propose": [TRE, ACC],
  "ledger-account.freeze.approve": [ACC],
  "ledger-account.monitor": [TRE, ACC],
  "ledger-account.make-statement": [TRE, ACC],
  "books.verify-seal": [ACC, AUD],
  "journal.post.propose": [ACC],
  "journal.post.approve": [ACC],
  "period.close.propose": [ACC],
  "period.close.approve": [ADM],
  "tax-year.see": [SUP, ACC, AUD],
  "tax-year.work": [ACC], // notices about taxpayer numbers, corrected copies, the file to the IRS
  "tax-year.close.propose": [ACC],
  "tax-year.close.approve": [ADM],

  // Writeback
  "writeback.see": [SUP, ACC, AUD],
  "writeback.manage": [SUP, ACC],

  // People who work here, and the system
  "staff.see": [AUD, ADM],
  "staff.change.propose": [ADM],
  "staff.change.approve": [ADM],
  "staff.break-glass": [ADM],
  "user.suspend": [ADM],
  "settings.see": [UND, TRE, ACC, AUD, ADM],
  "settings.change.propose": [UND, TRE],
  "settings.change.approve": [ACC],
  "regulation.see": [ACC, AUD, ADM],
  "job.see": [TRE, ACC, AUD, ADM],
  "job.work": [ADM],
  "business-date.see": EVERYBODY,
  "business-date.move": [ADM], // a control of the sandbox
  "audit.see": [AUD, ADM],
  "audit.export": [AUD],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Permission = keyof typeof PERMISSIONS;

/** All names, in the order of the matrix. */
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as Permission[];

/** Whether somebody with these roles may. @example may(["COLLECTIONS"], "loan.charge-off.approve") // false */
export function may(roles: readonly string[], permission: Permission): boolean {
  return PERMISSIONS[permission].some((role) => roles.includes(role));
}

/** Whether these are the roles of a member of staff, of whatever kind. */
export function isStaff(roles: readonly string[]): boolean {
  return STAFF_ROLES.some((role) => roles.includes(role));
}

/** What each role is for, as its holders read it. */
export const ROLE_PURPOSES: Readonly<Record<StaffRole, string>> = {
  SUPPORT: "Answers people, waives small fees and proposes plans.",
  UNDERWRITER: "Decides applications by hand and approves plans and charge-offs.",
  COLLECTIONS: "Works past-due loans and proposes plans and charge-offs.",
  TREASURY: "Works the bank's lines and proposes corrections, payouts and rates.",
  ACCOUNTANT: "Keeps the books: proposes journals and closings, approves money.",
  AUDITOR: "Sees everything, changes nothing, exports the audit log.",
  ADMIN: "Looks after people and settings. Moves no money.",
};
