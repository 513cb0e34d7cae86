// How often links may be asked for and codes tried. Generous in the sandbox, where many people share one address.
import { isSandbox } from "@/lib/env";
import type { Limit } from "@/lib/rate-limit";

const HOUR = 60 * 60;

/** Links by email to one person who is signed in. */
export const LINKS_PER_PERSON: Limit = { name: "links-person", points: 5, seconds: HOUR };

/** Requests for a link to one address, whether or not it has an account. */
export const RESETS_PER_EMAIL: Limit = { name: "reset-email", points: 5, seconds: HOUR };

/** The same from one network, to whatever address. */
export const RESETS_PER_ADDRESS: Limit = {
  name: "reset-address",
  points: isSandbox ? 200 : 20,
  seconds: HOUR,
};

/** Wrong codes of one person, by whatever network: six digits are guessed with one try in 333,333. */
export const WRONG_CODES: Limit = { name: "wrong-codes", points: 10, seconds: HOUR };

/** Within it a person is notified once that their codes are locked. */
export const LOCK_NOTICES: Limit = { name: "lock-notice", points: 1, seconds: HOUR };

/** Wrong passwords of a person who is signed in and has to confirm it. */
export const WRONG_CONFIRMATIONS: Limit = { name: "wrong-confirmations", points: 10, seconds: HOUR };
