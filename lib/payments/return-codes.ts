// What the codes of ACH returns and of notifications of change mean, and what follows from each. This table decides; no
// other file names a code.
//
// Sources: Nacha Operating Rules, Appendix Four (return reason codes) and Five (change codes); windows as published by
// PayNearMe and Interchecks; unauthorized (R05 R07 R10 R11 R29 R51) and administrative (R02 R03 R04) as Nacha counts
// return rates; only R01 and R09 may be sent again as they are.

/** How long after settlement the bank may send the entry back. "other": the next delivery of files, or not limited. */
type ReturnWindow = "2 banking days" | "60 calendar days" | "other";

export type ReturnCode = {
  /** What the code says, for staff. */
  title: string;
  /** The same in words for the person whose payment came back. */
  words: string;
  /** What that person can do. */
  remedy: string;
  window: ReturnWindow;
  /** As Nacha counts return rates. */
  category: "unauthorized" | "administrative" | "other";
  /** False for a notification of change: the payment stays, only the details of the account are wrong. */
  returnsMoney: boolean;
  /** The same entry may be sent again, at most twice within 180 days. */
  retryable: boolean;
  /** Nothing may be sent to or drawn from this account again. */
  disablesAccount: boolean;
  /** Automatic payment from this account ends, and needs a new authorization. */
  stopsAutopay: boolean;
  notifies: readonly ("payer" | "staff")[];
};

const ADD_ANOTHER = "Add another bank account and try again.";
const CONTACT_US = "Contact us to resolve this.";
const OUR_ERROR = "The payment had an error on our side.";
const BETWEEN_BANKS = "The banks are still resolving a question about this payment.";
const NOT_OUR_KIND = "The bank returned the payment under a code for a payment type we do not use.";

type Consequences = Omit<ReturnCode, "title" | "words">;

/** Nothing follows; the staff look at it. */
const LOOK: Consequences = {
  remedy: CONTACT_US,
  window: "2 banking days",
  category: "other",
  returnsMoney: true,
  retryable: false,
  disablesAccount: false,
  stopsAutopay: false,
  notifies: ["payer", "staff"],
};
const NEXT_FILE = { ...LOOK, window: "other" } as const;
const LATE = { ...LOOK, window: "60 calendar days" } as const;
const RETRY = { ...LOOK, retryable: true, notifies: ["payer"] } as const;
const STOP = { ...LOOK, stopsAutopay: true } as const;
const DISABLE = { ...STOP, disablesAccount: true, remedy: ADD_ANOTHER } as const;
const WRONG_ACCOUNT = { ...DISABLE, category: "administrative", notifies: ["payer"] } as const;
const UNAUTHORIZED = {
  ...DISABLE,
  remedy: CONTACT_US,
  window: "60 calendar days",
  category: "unauthorized",
} as const;
const CHANGE = { ...NEXT_FILE, returnsMoney: false, remedy: "" } as const;
const CHANGE_OF_OURS = { ...CHANGE, notifies: ["staff"] } as const;

function row(title: string, words: string, rest: Consequences): ReturnCode {
  return { title, words, ...rest };
}

const ours = (title: string, rest: Consequences = NEXT_FILE) => row(title, OUR_ERROR, rest);
const notOurKind = (title: string, rest: Consequences = NEXT_FILE) => row(title, NOT_OUR_KIND, rest);
const betweenBanks = (title: string) => row(title, BETWEEN_BANKS, NEXT_FILE);
const changed = (title: string, what: string) =>
  row(title, `Your bank reports that ${what}.`, {
    ...CHANGE,
    remedy: "Check your bank account details and add the account again with the current ones.",
  });

export const RETURN_CODES: Readonly<Record<string, ReturnCode>> = {
  // From the receiver's bank
  R01: row("Insufficient funds", "The account had insufficient funds.", {
    ...RETRY,
    remedy: "Make sure the account has enough money, then try again.",
  }),
  R02: row("Account closed", "The account is closed.", WRONG_ACCOUNT),
  R03: row(
    "No account or unable to locate account",
    "The bank could not find the account, or the name does not match.",
    WRONG_ACCOUNT,
  ),
  R04: row("Invalid account number structure", "The account number is not valid.", WRONG_ACCOUNT),
  R05: row(
    "Unauthorized debit to consumer account using corporate SEC code",
    "The bank reports that the debit was not authorized.",
    UNAUTHORIZED,
  ),
  R06: row("Returned at our bank's request", "Our bank requested the return of the payment.", NEXT_FILE),
  R07: row(
    "Authorization revoked by customer",
    "The authorization for this payment was revoked.",
    UNAUTHORIZED,
  ),
  R08: row("Payment stopped", "The account holder stopped this payment.", STOP),
  R09: row("Uncollected funds", "The money in the account was not yet available.", {
    ...RETRY,
    remedy: "Wait until deposits have cleared, then try again.",
  }),
  R10: row(
    "Customer advises originator is not known or not authorized",
    "The account holder reported that the payment was not authorized.",
    UNAUTHORIZED,
  ),
  R11: row(
    "Customer advises entry not in accordance with the authorization",
    "The payment did not match its authorization.",
    { ...UNAUTHORIZED, disablesAccount: false }, // the authorization exists: the error is corrected first
  ),
  R12: row("Branch sold to another bank", "The account has moved to another bank.", DISABLE),
  R13: row("Bank does not participate in ACH", "The bank does not accept ACH payments.", {
    ...DISABLE,
    window: "other",
  }),
  // R14 and R15 speak of a death: the words to whoever reads them name no one.
  R14: row(
    "Representative payee deceased or unable to continue",
    "The bank no longer accepts payments for this account.",
    {
      ...DISABLE,
      remedy: CONTACT_US,
    },
  ),
  R15: row(
    "Beneficiary or account holder deceased",
    "The bank no longer accepts payments for this account.",
    {
      ...DISABLE,
      remedy: CONTACT_US,
    },
  ),
  R16: row("Account frozen", "The account is frozen.", DISABLE),
  R17: row(
    "File record edit criteria, or invalid account number under questionable circumstances",
    "The bank could not process the payment.",
    STOP,
  ),
  R18: ours("Improper effective entry date"),
  R19: ours("Amount field error"),
  R20: row("Non-transaction account", "The account does not allow this type of payment.", DISABLE),
  R21: ours("Invalid company identification", LOOK),
  R22: row("Invalid individual ID number", "The bank could not match the ID number we sent.", LOOK),
  R23: row("Credit entry refused by receiver", "The receiver refused the payment.", {
    ...NEXT_FILE,
    remedy: "Contact us and choose the account that should receive it.",
  }),
  R24: row("Duplicate entry", "The bank treated this as a duplicate payment.", LOOK),
  R25: ours("Addenda error"),
  R26: ours("Mandatory field error"),
  R27: ours("Trace number error"),
  R28: row("Routing number check digit error", "The routing number is not valid.", {
    ...DISABLE,
    window: "other",
  }),
  R29: row(
    "Corporate customer advises not authorized",
    "The company reported that the payment was not authorized.",
    { ...UNAUTHORIZED, window: "2 banking days" },
  ),
  R30: notOurKind("Bank not in check truncation program"),
  R31: row(
    "Permissible return entry (CCD and CTX)",
    "The company's bank returned the payment with our bank's consent.",
    {
      ...STOP,
      window: "other",
    },
  ),
  R32: row("Bank cannot settle", "The bank could not settle the payment.", NEXT_FILE),
  R33: notOurKind("Return of XCK entry", LATE),
  R34: row("Limited participation of the bank", "The bank supports only some types of ACH payments.", {
    ...STOP,
    window: "other",
    remedy: ADD_ANOTHER,
  }),
  R35: notOurKind("Improper debit entry"),
  R36: notOurKind("Improper credit entry"),
  R37: notOurKind("Source document presented for payment", LATE),
  R38: notOurKind("Stop payment on source document", { ...LATE, stopsAutopay: true }),
  R39: notOurKind("Improper source document", LOOK),
  // Enrollments with a federal agency
  R40: notOurKind("Return of enrollment by federal agency"),
  R41: notOurKind("Invalid transaction code of an enrollment"),
  R42: notOurKind("Routing number check digit error of an enrollment"),
  R43: notOurKind("Invalid account number of an enrollment"),
  R44: notOurKind("Invalid individual ID number of an enrollment"),
  R45: notOurKind("Invalid name of an enrollment"),
  R46: notOurKind("Invalid representative payee indicator of an enrollment"),
  R47: notOurKind("Duplicate enrollment"),
  // Checks presented again by ACH
  R50: notOurKind("State law affecting acceptance of a re-presented check", LOOK),
  R51: row(
    "Re-presented check ineligible or improper",
    "The account holder reported that the payment was not authorized.",
    UNAUTHORIZED,
  ),
  R52: notOurKind("Stop payment on a re-presented check", { ...LATE, stopsAutopay: true }),
  R53: notOurKind("Check and re-presented check both presented", LATE),
  // Our bank disputes a return
  R61: betweenBanks("Misrouted return"),
  R62: betweenBanks("Return of erroneous or reversing debit"),
  R67: betweenBanks("Duplicate return"),
  R68: betweenBanks("Untimely return"),
  R69: betweenBanks("Field errors in the return"),
  R70: betweenBanks("Permissible return not accepted or not requested"),
  // The receiver's bank contests that
  R71: betweenBanks("Misrouted dishonored return"),
  R72: betweenBanks("Untimely dishonored return"),
  R73: betweenBanks("Timely original return"),
  R74: betweenBanks("Corrected return"),
  R75: betweenBanks("Return not a duplicate"),
  R76: betweenBanks("No errors found"),
  R77: betweenBanks("Dishonored return of a reversal not accepted"),
  // International payments
  R80: notOurKind("IAT coding error"),
  R81: notOurKind("Not a participant in IAT"),
  R82: notOurKind("Invalid foreign bank identification"),
  R83: notOurKind("Foreign bank unable to settle"),
  R84: notOurKind("Entry not processed by gateway"),
  R85: notOurKind("Incorrectly coded outbound international payment"),
  // Notifications of change
  C01: changed("Incorrect account number", "the account number has changed"),
  C02: changed("Incorrect routing number", "the routing number has changed"),
  C03: changed(
    "Incorrect routing and account number",
    "the routing number and the account number have changed",
  ),
  C04: changed("Incorrect individual or company name", "the name on the account is different"),
  C05: changed("Incorrect transaction code", "the account type (checking or savings) is different"),
  C06: changed(
    "Incorrect account number and transaction code",
    "the account number and the type of the account have changed",
  ),
  C07: changed(
    "Incorrect routing number, account number and transaction code",
    "the routing number, the account number and the type of the account have changed",
  ),
  C08: row("Incorrect foreign bank identification", "The bank corrected its identification.", CHANGE_OF_OURS),
  C09: row(
    "Incorrect individual ID number",
    "The bank corrected the ID number it has for you.",
    CHANGE_OF_OURS,
  ),
  C10: row("Incorrect company name", "The bank corrected our company's name.", CHANGE_OF_OURS),
  C11: row("Incorrect company identification", "The bank corrected our company's number.", CHANGE_OF_OURS),
  C12: row(
    "Incorrect company name and identification",
    "The bank corrected our company's name and number.",
    CHANGE_OF_OURS,
  ),
  C13: row("Addenda format error", "The bank corrected the format of our payment message.", CHANGE_OF_OURS),
  C14: row(
    "Incorrect SEC code of an international payment",
    "The bank corrected the class of the payment.",
    CHANGE_OF_OURS,
  ),
};

/** What holds for a code that this table does not know, and for a return without one. */
export const UNKNOWN_RETURN: ReturnCode = row(
  "Unknown return code",
  "The bank returned the payment.",
  NEXT_FILE,
);

const UNKNOWN_CHANGE: ReturnCode = row(
  "Unknown notification of change",
  "The bank corrected a detail of the payment.",
  CHANGE_OF_OURS,
);

/**
 * What a return code means. An unknown one, or none, has no automatic consequence: nothing is sent again, and the staff are
 * notified.
 *
 * @example describeReturn("R01").retryable // true
 */
export function describeReturn(code: string | null | undefined): ReturnCode {
  const known = code?.trim().toUpperCase();
  if (known && Object.hasOwn(RETURN_CODES, known)) return RETURN_CODES[known]!;
  return known && /^C\d\d$/.test(known) ? UNKNOWN_CHANGE : UNKNOWN_RETURN;
}

/** The codes after which the same entry may be sent again. */
export const RETRYABLE_CODES: readonly string[] = Object.keys(RETURN_CODES).filter(
  (code) => RETURN_CODES[code]!.retryable,
);

const codesOf = (category: ReturnCode["category"]) =>
  Object.keys(RETURN_CODES).filter((code) => RETURN_CODES[code]!.category === category);

/** The codes that Nacha counts in separate return rates. */
export const RETURN_CODE_CATEGORIES: Readonly<Record<"unauthorized" | "administrative", readonly string[]>> =
  {
    unauthorized: codesOf("unauthorized"),
    administrative: codesOf("administrative"),
  };
