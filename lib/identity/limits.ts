// How often the doors may be knocked at. Generous in the sandbox, where a class of students or a run of browser tests
// comes from one address.
import { isSandbox } from "@/lib/env";
import type { Limit } from "@/lib/rate-limit";

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

/** Failed sign-ins to one account from one network, by devices that its owner never signed in on. */
export const FAILURES_PER_PAIR: Limit = { name: "sign-in-pair", points: 10, seconds: QUARTER };

/** The same from all networks together: many machines that guess one password share it, its owner's device does not. */
export const FAILURES_PER_EMAIL: Limit = { name: "sign-in-email", points: 100, seconds: QUARTER };

/** Failed sign-ins on a device that its owner has signed in on: slowed by a minute at most, never by what others do. */
export const FAILURES_PER_DEVICE: Limit = { name: "sign-in-device", points: 5, seconds: 60 };

/** Failed sign-ins from one network, to whatever account: one password tried on many people. */
export const FAILURES_PER_ADDRESS: Limit = {
  name: "sign-in-address",
  points: isSandbox ? 200 : 50,
  seconds: QUARTER,
};

/** Also limits how many email addresses one can probe, since a taken one is refused by name. */
export const REGISTRATIONS: Limit = { name: "register", points: isSandbox ? 120 : 20, seconds: HOUR };
