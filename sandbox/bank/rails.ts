// The rails of this bank, by its own account: written without a look at the product's table, so that each finds the other's
// mistakes.
import { openDay, plusBankDays, plusDays } from "./bank-days";

type RailRules = {
  /** When an order of a date is handed over, and when it settles. */
  handsOverOn: (startsOn: string) => string;
  settlesOn: (startsOn: string) => string;
  canDebit: boolean;
  limitCents: number | null;
  /** Whether the receiving bank can send a payment back instead of completing it. */
  canReturn: boolean;
  /** Whether it can also send back or correct what was completed. */
  canReturnLater: boolean;
};

const RAILS = {
  // Waits for the cut-off at the end of its date, then is handed over; it settles on the next bank day.
  ach: {
    handsOverOn: (startsOn) => plusDays(startsOn, 1),
    settlesOn: (startsOn) => plusBankDays(startsOn, 1),
    canDebit: true,
    limitCents: null,
    canReturn: true,
    canReturnLater: true,
  },
  // The same date when banks are open, else the next bank day.
  wire: {
    handsOverOn: openDay,
    settlesOn: openDay,
    canDebit: false,
    limitCents: null,
    canReturn: true,
    canReturnLater: false,
  },
  // At once, on any date.
  rtp: {
    handsOverOn: (startsOn) => startsOn,
    settlesOn: (startsOn) => startsOn,
    canDebit: false,
    limitCents: 1_000_000_000, // $10 million
    canReturn: false,
    canReturnLater: false,
  },
} as const satisfies Record<string, RailRules>;

export type Rail = keyof typeof RAILS;

export const RAIL_NAMES = Object.keys(RAILS) as [Rail, ...Rail[]];

export function rulesOf(rail: Rail): RailRules {
  return RAILS[rail];
}
