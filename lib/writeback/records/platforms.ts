// What each accounting platform takes and what it does not: one table of data, no branches elsewhere. Free of server code.
// Indicative by nature (Codat's options for the connection itself are checked besides, before every first write of a kind).

export type PlatformRules = {
  key: string;
  name: string;
  /** Why loans cannot be written there; null: they can. */
  refusal: string | null;
  transfer: {
    /** Each leg says whether it is reconciled. */
    legStatus: string | null;
    descriptionMax: number;
  };
  directCost: {
    referenceMax: number;
    noteMax: number;
    lineDescriptionMax: number;
    contactDataType: string;
    /** Each line names a tax rate: the first of these that the connection offers. */
    taxRates: readonly string[];
  };
  feed: {
    /** The bank feed is a separate connection, of this platform key, where the borrower chooses the account. */
    separateKey: string | null;
    maxAgeDays: number;
    /** A line may not be older than the newest one on the account. */
    isChronological: boolean;
  };
  account: { codeMax: number | null; codePattern: string | null; nameMax: number | null };
};

export const XERO = "gbol";

const USUAL = {
  refusal: null,
  transfer: { legStatus: null, descriptionMax: 2000 },
  directCost: {
    referenceMax: 255,
    noteMax: 2000,
    lineDescriptionMax: 2000,
    contactDataType: "suppliers",
    taxRates: [],
  },
  feed: { separateKey: null, maxAgeDays: 365, isChronological: false },
  account: { codeMax: null, codePattern: null, nameMax: null },
} satisfies Omit<PlatformRules, "key" | "name">;

const NO_TRANSFERS = "It does not support transfers between bank accounts, which loans require.";

export const PLATFORM_RULES: readonly PlatformRules[] = [
  {
    ...USUAL,
    key: XERO,
    name: "Xero",
    transfer: { ...USUAL.transfer, legStatus: "Unreconciled" },
    directCost: { ...USUAL.directCost, lineDescriptionMax: 4000 },
    account: { codeMax: 10, codePattern: null, nameMax: 150 },
  },
  {
    ...USUAL,
    key: "qhyg",
    name: "QuickBooks Online",
    directCost: { ...USUAL.directCost, referenceMax: 21, taxRates: ["NON"] },
    feed: { separateKey: "hcws", maxAgeDays: 7, isChronological: true },
    account: { codeMax: 7, codePattern: null, nameMax: 100 },
  },
  { ...USUAL, key: "fbrh", name: "FreeAgent" },
  {
    ...USUAL,
    key: "tgff",
    name: "Sage Accounting",
    directCost: { ...USUAL.directCost, referenceMax: 25, noteMax: 200, lineDescriptionMax: 200 },
    feed: { ...USUAL.feed, separateKey: "olpr" },
    account: { codeMax: 8, codePattern: "^[1-9][0-9]{0,7}$", nameMax: null },
  },
  {
    ...USUAL,
    key: "akxx",
    name: "NetSuite",
    refusal: `NetSuite does not support loans yet. ${NO_TRANSFERS}`,
  },
  {
    ...USUAL,
    key: "qudb",
    name: "Exact (Netherlands)",
    refusal: `Exact does not support loans yet. ${NO_TRANSFERS}`,
  },
];

/** What a borrower may choose from, with the reason where a platform cannot be used. */
export const PLATFORM_CHOICES = PLATFORM_RULES.map(({ key, name, refusal }) => ({
  key,
  name,
  canWrite: refusal === null,
  why: refusal,
}));

/**
 * The rules of a platform. One that is not in the table is treated with the usual rules, and refused.
 *
 * @example rulesOf("gbol").name // "Xero"
 */
export function rulesOf(key: string): PlatformRules {
  return (
    PLATFORM_RULES.find((rules) => rules.key === key) ?? {
      ...USUAL,
      key,
      name: key,
      refusal: "Loans cannot be written to this accounting software.",
    }
  );
}

/** @example platformName("fbrh") // "FreeAgent" */
export function platformName(key: string): string {
  return rulesOf(key).name;
}
