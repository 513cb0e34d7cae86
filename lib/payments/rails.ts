// What each rail can do, how fast it is and what it is called: the one table, as lib/writeback/records/platforms.ts is for
// accounting. No other file of the product names a rail (test/rails.test.ts); whatever differs from rail to rail is a field
// here. Pure, for server and browser.
//
// Sources: Nacha Operating Rules (ACH: next banking day, 60 days for unauthorized consumer debits); Federal Reserve Bank
// Services (Fedwire: same banking day, final); The Clearing House (RTP: credits only, any hour, final, $10 million each).
// Cut-offs are those that many banks publish, and only say what to expect: what is handed over later, the bank dates itself.
import { isBankingDay, nextBankingDay, onOrNextBankingDay } from "@/lib/calendar/banking-days";
import type { IsoDate } from "@/lib/calendar/dates";
import { d, dollars } from "@/lib/money/money";
import type { HolderKind, PaymentDirection, PaymentKind, PaymentRail } from "@/prisma/generated/client";

/** One kind of payment on a rail. */
type RailUse = {
  /** DEBIT: we pull. CREDIT: we push. INCOMING: the other side pushes to us and we wait, matching by reference. */
  direction: PaymentDirection;
  /** For the person who chooses this rail; left out where there is no choice. */
  description?: string;
};

type Rail = {
  /** On its own, as in a table or a list of choices. */
  label: string;
  /** Inside a sentence, after "by" or "a". */
  name: string;
  /** Modern Treasury: `type` of a payment order, an expected payment and an incoming payment detail. */
  providerType: "ach" | "rtp" | "wire";
  /** How soon a payment arrives, in words. */
  speed: string;
  /** The same as a date: when a payment that is created on a business date should be completed. */
  expectedOn: (createdOn: IsoDate) => IsoDate;
  /** When the bank stops taking payments of a banking day, "17:00" on the clock of New York; null: it never does. */
  cutOff: string | null;
  /** How many days after it settled the other bank may still send a payment back; null: it is final. */
  returnDays: number | null;
  /** Orders need a Standard Entry Class, and the other side reads a description of ten characters (entry-description.ts). */
  hasEntryClass: boolean;
  /** The most that one payment carries, in dollars; null: no limit of the rail. */
  maximum: string | null;
  /** Whose bank accounts it reaches. */
  holders: readonly HolderKind[];
  /** The kinds of payment that we make by it; an absent one, we do not make. */
  uses: Readonly<Partial<Record<PaymentKind, RailUse>>>;
};

const ANYONE = ["PERSON", "BUSINESS"] as const;

// In the order in which choices are shown; the first rail of a kind of payment is its default.
const TABLE = {
  ACH: {
    label: "ACH",
    name: "ACH",
    providerType: "ach",
    speed: "next banking day",
    expectedOn: nextBankingDay,
    cutOff: "20:00",
    returnDays: 60,
    hasEntryClass: true,
    maximum: null,
    holders: ANYONE,
    uses: {
      DEPOSIT: {
        direction: "DEBIT",
        description: "We collect the amount from your account. It clears on the next banking day.",
      },
      DISBURSEMENT: {
        direction: "CREDIT",
        description:
          "The ordinary transfer. Arrives on the next banking day; your bank can still send it back.",
      },
      REPAYMENT: { direction: "DEBIT" },
      PAYOUT: { direction: "CREDIT" },
      WITHDRAWAL: { direction: "CREDIT" },
      REFUND: { direction: "CREDIT" },
    },
  },
  WIRE: {
    label: "Wire",
    name: "wire",
    providerType: "wire",
    speed: "same banking day",
    expectedOn: onOrNextBankingDay,
    cutOff: "17:00",
    returnDays: null,
    hasEntryClass: false,
    maximum: null,
    holders: ANYONE,
    uses: {
      DEPOSIT: {
        direction: "INCOMING",
        description:
          "You send the amount from your bank with the reference that we show you. It clears on the day it arrives.",
      },
      DISBURSEMENT: {
        direction: "CREDIT",
        description: "Arrives the same day when banks are open. Final once it has arrived.",
      },
      REPAYMENT: { direction: "INCOMING" },
    },
  },
  RTP: {
    label: "RTP",
    name: "RTP",
    providerType: "rtp",
    speed: "within seconds",
    expectedOn: (createdOn) => createdOn,
    cutOff: null,
    returnDays: null,
    hasEntryClass: false,
    maximum: "10000000.00",
    holders: ANYONE,
    uses: {
      DISBURSEMENT: {
        direction: "CREDIT",
        description:
          "A real-time payment, any day and hour. Final once it has arrived. Not every bank takes part.",
      },
    },
  },
} as const satisfies Record<PaymentRail, Rail>;

type Table = typeof TABLE;

/** The rails by which one kind of payment is made. */
export type RailFor<Kind extends PaymentKind> = {
  [R in PaymentRail]: Kind extends keyof Table[R]["uses"] ? R : never;
}[PaymentRail];

export const RAILS: Readonly<Record<PaymentRail, Rail>> = TABLE;

export const RAIL_CODES = Object.keys(TABLE) as [PaymentRail, ...PaymentRail[]];

/**
 * The rails by which this kind of payment is made, the default first.
 *
 * @example railsFor("DEPOSIT") // ["ACH", "WIRE"]
 */
export function railsFor<Kind extends PaymentKind>(kind: Kind): [RailFor<Kind>, ...RailFor<Kind>[]] {
  return RAIL_CODES.filter((code) => RAILS[code].uses[kind]) as [RailFor<Kind>, ...RailFor<Kind>[]];
}

/** The rail of a payment for which nobody chooses one. @example defaultRail("REPAYMENT") // "ACH" */
export function defaultRail<Kind extends PaymentKind>(kind: Kind): RailFor<Kind> {
  return railsFor(kind)[0];
}

/** The rail by which the other side pushes this kind of payment to us. @example incomingRail("REPAYMENT") // "WIRE" */
export function incomingRail<Kind extends PaymentKind>(kind: Kind): RailFor<Kind> {
  return railsFor(kind).find((code) => RAILS[code].uses[kind]?.direction === "INCOMING")!;
}

/**
 * Whether we make this kind of payment by the rail, and the rail moves money in this direction.
 *
 * @example carries("WIRE", { kind: "DEPOSIT", direction: "DEBIT" }) // false: nobody can pull by wire
 */
export function carries(
  rail: PaymentRail,
  { kind, direction }: { kind: PaymentKind; direction: PaymentDirection },
): boolean {
  const { uses } = RAILS[rail];
  return uses[kind] !== undefined && Object.values(uses).some((use) => use.direction === direction);
}

/** The rails whose payments can come back after they were completed, and for how many days. */
export const RETURNABLE_RAILS = RAIL_CODES.flatMap((rail) => {
  const days = RAILS[rail].returnDays;
  return days === null ? [] : [{ rail, days }];
});

/**
 * When a payment that is created on a business date should be completed.
 *
 * @example expectedOn("ACH", "2027-07-02") // "2027-07-06": Friday, then the weekend and the observed July 4
 */
export function expectedOn(rail: PaymentRail, createdOn: IsoDate): IsoDate {
  return RAILS[rail].expectedOn(createdOn);
}

/**
 * The same for a payment that is created at a time of day: after the cut-off it counts as one of the next banking day.
 *
 * @param time "19:59" on the clock of New York; null where only the date is known
 *
 * @example expectedAt("ACH", { on: "2027-01-15", time: "20:01" }) // "2027-01-20": Friday evening, and Monday is a holiday
 */
export function expectedAt(rail: PaymentRail, { on, time }: { on: IsoDate; time: string | null }): IsoDate {
  const { cutOff } = RAILS[rail];
  const isLate = time !== null && cutOff !== null && time >= cutOff && isBankingDay(on);
  return expectedOn(rail, isLate ? nextBankingDay(on) : on);
}

/** Whose clock the cut-offs follow. */
export const CUT_OFF_TIME_ZONE = "America/New_York";

/**
 * Why the rail does not carry this payment, as a sentence for the person who asked; null when it does.
 *
 * @param holder whose account it is; null when no account of theirs is named
 *
 * @example railRefusal(RAILS.RTP, { amount: "10000000.01", holder: "PERSON" }) // "RTP carries at most $10,000,000.00 …"
 */
export function railRefusal(
  rail: Rail,
  { amount, holder }: { amount: string; holder: HolderKind | null },
): string | null {
  const { label, maximum, holders } = rail;
  if (maximum !== null && d(amount).greaterThan(d(maximum)))
    return `${label} carries at most ${dollars(maximum)} in one payment. Choose another way.`;
  if (holder !== null && !holders.includes(holder))
    return `${label} does not reach the bank account of a ${holder === "BUSINESS" ? "business" : "person"}. Choose another way.`;
  return null;
}

/** The choices of a form, for one kind of payment. */
export function railChoices(kind: PaymentKind) {
  return railsFor(kind).map((code) => {
    const { label, speed, uses } = RAILS[code];
    return { value: code, title: label, aside: speed, description: uses[kind]?.description };
  });
}

/**
 * The rails of one kind of payment inside a sentence.
 *
 * @example railsInWords("DISBURSEMENT") // "ACH, wire, or RTP"
 */
export function railsInWords(kind: PaymentKind): string {
  return new Intl.ListFormat("en-US", { type: "disjunction" }).format(
    railsFor(kind).map((code) => RAILS[code].name),
  );
}
