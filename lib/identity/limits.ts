// How often the doors may be knocked at. Generous in the sandbox, where a class of students or a run of browser tests
// comes from one address.
import { isSandbox } from "@/lib/env";
import type { Limit } from "@/lib/rate-limit";

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** Failed sign-ins to one account, from wherever they come. */
export const FAILURES_PER_EMAIL: Limit = { name: "sign-in-email", points: 10, seconds: QUARTER };

/** Failed sign-ins from one address, to whatever account: one password tried on many people. */
export const FAILURES_PER_ADDRESS: Limit = {
  name: "sign-in-address",
  points: isSandbox ? 200 : 50,
  seconds: QUARTER,
};

/** Also bounds how many e-mail addresses one can ask about, since a taken one is refused by name. */
export const REGISTRATIONS: Limit = { name: "register", points: isSandbox ? 120 : 20, seconds: HOUR };
