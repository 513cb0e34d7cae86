// What the codes of ACH returns mean, in words for the person whose payment came back, and what follows from each.
// Source: Nacha return reason codes; windows and consequences as in the public rule summaries of payment providers.

export type ReturnCode = {
  words: string;
  remedy: string;
  disablesAccount: boolean; // nothing may be sent to or drawn from this account again
  stopsAutopay: boolean;
  retryable: boolean; // the same payment may be tried again, at most twice within 180 days
};

const NOTHING = { disablesAccount: false, stopsAutopay: false, retryable: false };
const RETRY = { ...NOTHING, retryable: true };
const DISABLE = { ...NOTHING, disablesAccount: true, stopsAutopay: true };
const STOP_AUTOPAY = { ...NOTHING, stopsAutopay: true };

const ADD_ANOTHER = "Add another bank account and try again.";
const CONTACT_US = "Contact us, so that we can set this right together.";

export const RETURN_CODES: Readonly<Record<string, ReturnCode>> = {
  R01: {
    words: "There was not enough money in the account.",
    remedy: "Make sure that the account holds enough, then try again.",
    ...RETRY,
  },
  R02: { words: "The account is closed.", remedy: ADD_ANOTHER, ...DISABLE },
  R03: {
    words: "The bank could not find the account, or the name does not match.",
    remedy: ADD_ANOTHER,
    ...DISABLE,
  },
  R04: { words: "The account number is not valid.", remedy: ADD_ANOTHER, ...DISABLE },
  R05: { words: "The bank says that the debit was not authorized.", remedy: CONTACT_US, ...DISABLE },
  R07: { words: "The authorization for this payment was revoked.", remedy: CONTACT_US, ...DISABLE },
  R08: { words: "The account holder stopped this payment.", remedy: CONTACT_US, ...STOP_AUTOPAY },
  R09: {
    words: "The money in the account was not yet available.",
    remedy: "Wait until deposits have cleared, then try again.",
    ...RETRY,
  },
  R10: {
    words: "The account holder says that the payment was not authorized.",
    remedy: CONTACT_US,
    ...DISABLE,
  },
  R11: { words: "The payment did not follow what was authorized.", remedy: CONTACT_US, ...NOTHING },
  R16: { words: "The account is frozen.", remedy: ADD_ANOTHER, ...DISABLE },
  R20: { words: "The account does not allow payments like this one.", remedy: ADD_ANOTHER, ...DISABLE },
  R23: {
    words: "The receiver refused the payment.",
    remedy: "Tell us which account should receive it.",
    ...NOTHING,
  },
  R24: { words: "The bank took this for a payment that it already had.", remedy: CONTACT_US, ...NOTHING },
  R29: { words: "The company says that the payment was not authorized.", remedy: CONTACT_US, ...DISABLE },
};

const UNKNOWN: ReturnCode = {
  words: "The bank sent the payment back.",
  remedy: CONTACT_US,
  ...NOTHING,
};

/**
 * What a return code means; an unknown one, or none, is told in general words and has no automatic consequence.
 *
 * @example describeReturn("R01").retryable // true
 */
export function describeReturn(code: string | null | undefined): ReturnCode {
  return code && Object.hasOwn(RETURN_CODES, code) ? RETURN_CODES[code]! : UNKNOWN;
}
