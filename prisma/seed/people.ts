// The people of the seeded story and what each of them does, as data; story.ts carries it out through the verbs.
import type { IsoDate } from "@/lib/calendar/dates";
import type { BusinessAnswers } from "@/lib/lending/credit/business-answers";
import type { PURPOSES } from "@/lib/lending/application/schemas";

export const PASSWORD = "sandbox-password";
export const FIRST_DAY: IsoDate = "2025-01-02";
export const LAST_DAY: IsoDate = "2026-07-01";

export const ADMINISTRATOR = { name: "Ada Okafor", email: "admin@example.com" };

/** Of the authenticator app of the sandbox's staff: the first page shows its current code. */
export const STAFF_SECRET = "MZXW6YTBOI7QKLW5D3TGUVJHN2CAPERX";

export const DEMO_LOGINS = [
  { role: "Investor", email: "brittany@example.com", password: PASSWORD },
  { role: "Borrower", email: "art@example.com", password: PASSWORD },
  { role: "Administrator", email: ADMINISTRATOR.email, password: PASSWORD },
];

/** What the seed prints when the people of the first page are there and the rest is still to come; `npm start` looks for it. */
export const MORE_TO_LOAD = "Sample data is still to be loaded.";

// The stand-in bank's magic numbers (sandbox/bank).
const GOOD_ACCOUNT = "123456789";
export const ACCOUNT_WITHOUT_FUNDS = "10001"; // an ACH debit comes back with R01
export const ROUTING_NUMBER = "021000021";

export type InvestorStory = {
  name: string;
  email: string;
  /** Each deposit: when it is sent, how much, for how long, on which rail, and whether it is reinvested at maturity. */
  deposits: {
    on: IsoDate;
    amount: string;
    termMonths: 3 | 6 | 12 | 24 | 36;
    rail: "ACH" | "WIRE";
    isReinvested?: true;
    /** Asks to leave before maturity: when, and with how much of the principal. */
    leaves?: { on: IsoDate; amount: string };
  }[];
};

export const INVESTORS: InvestorStory[] = [
  {
    name: "Eleanor Whitfield",
    email: "eleanor@example.com",
    deposits: [
      { on: "2025-01-02", amount: "60000.00", termMonths: 24, rail: "WIRE" },
      { on: "2025-11-03", amount: "25000.00", termMonths: 12, rail: "ACH" },
    ],
  },
  {
    name: "Samuel Ortega",
    email: "samuel@example.com",
    deposits: [{ on: "2025-01-03", amount: "25000.00", termMonths: 12, rail: "ACH" }],
  },
  {
    name: "Priya Raman",
    email: "priya@example.com",
    deposits: [{ on: "2025-01-15", amount: "40000.00", termMonths: 36, rail: "WIRE" }],
  },
  {
    name: "Jonas Lindqvist",
    email: "jonas@example.com",
    deposits: [{ on: "2025-02-10", amount: "8000.00", termMonths: 6, rail: "ACH" }],
  },
  {
    name: "Mei-Ling Chow",
    email: "meiling@example.com",
    deposits: [{ on: "2025-03-04", amount: "15000.00", termMonths: 12, rail: "ACH" }],
  },
  {
    name: "Harriet Boateng",
    email: "harriet@example.com",
    deposits: [{ on: "2025-04-01", amount: "5000.00", termMonths: 3, rail: "ACH", isReinvested: true }],
  },
  {
    name: "Diego Fuentes",
    email: "diego@example.com",
    deposits: [{ on: "2025-05-19", amount: "30000.00", termMonths: 24, rail: "WIRE" }],
  },
  {
    name: "Anna Kowalska",
    email: "anna@example.com",
    deposits: [
      {
        ...{ on: "2025-07-07", amount: "12500.00", termMonths: 12, rail: "ACH" },
        leaves: { on: "2026-03-16", amount: "4000.00" },
      },
    ],
  },
  {
    name: "Tobias Meyer",
    email: "tobias@example.com",
    deposits: [
      {
        ...{ on: "2025-08-18", amount: "3300.00", termMonths: 6, rail: "ACH" },
        leaves: { on: "2025-12-10", amount: "3300.00" },
      },
    ],
  },
  {
    name: "Grace Nakamura",
    email: "grace@example.com",
    deposits: [{ on: "2025-10-06", amount: "50000.00", termMonths: 36, rail: "WIRE" }],
  },
  {
    name: "Brittany",
    email: "brittany@example.com",
    deposits: [{ on: "2026-01-02", amount: "10000.00", termMonths: 12, rail: "WIRE" }],
  },
  {
    name: "Leonard Achebe",
    email: "leonard@example.com",
    deposits: [{ on: "2026-03-02", amount: "20000.00", termMonths: 12, rail: "ACH" }],
  },
  {
    name: "Sofia Marchetti",
    email: "sofia@example.com",
    deposits: [{ on: "2026-05-11", amount: "7500.00", termMonths: 6, rail: "ACH" }],
  },
];

export type BorrowerStory = {
  name: string;
  email: string;
  /** A business answers these instead of income, housing, employment and tax id. */
  business?: { legalName: string; registrationNumber: string; answers: BusinessAnswers };
  appliesOn: IsoDate;
  amount: string;
  purpose: keyof typeof PURPOSES;
  income?: string;
  housing?: string;
  employedYears?: number;
  /** The last four digits of the tax id; the stand-in bureau reads a score out of them (sandbox/bureau). */
  taxIdLast4?: string;
  /** Which of the offers is taken; left out: none. `draft` never sends the application. */
  takes?:
    | { method: "FLAT" | "EQUAL_INSTALLMENT"; termMonths: 12 | 24 | 36 | 60; rail: "ACH" | "WIRE" | "RTP" }
    | "draft";
  /** How the loan is repaid; left out: by autopay. */
  repays?: {
    /** Pays by hand, so many days after each due date. */
    daysAfterDue?: number;
    /** Stops after so many installments. */
    stopsAfter?: number;
    /** One installment is paid later than the others, with its late fee; with `isWaived`, the fee is then waived and refunded. */
    late?: { installment: number; daysAfterDue: number; isWaived?: boolean };
    /** The so-manieth payment comes back for insufficient funds; it is paid again from another account. */
    returned?: number;
    payoffOn?: IsoDate;
    extra?: { on: IsoDate; amount: string };
  };
  /** Accounting software connected on the last day, by its key; and an account that was put away there afterward. */
  books?: { platformKey: string; archives?: string };
};

const flat = (termMonths: 12 | 24 | 36, rail: "ACH" | "WIRE" | "RTP" = "ACH") => ({
  method: "FLAT" as const,
  termMonths,
  rail,
});
const equal = (termMonths: 12 | 24 | 36 | 60, rail: "ACH" | "WIRE" | "RTP" = "ACH") => ({
  method: "EQUAL_INSTALLMENT" as const,
  termMonths,
  rail,
});

export const BORROWERS: BorrowerStory[] = [
  {
    name: "Marcus Bell",
    email: "marcus@example.com",
    appliesOn: "2025-01-21",
    amount: "8000.00",
    purpose: "home-improvement",
    income: "6200.00",
    housing: "1500.00",
    employedYears: 6,
    taxIdLast4: "0742",
    takes: equal(24),
  },
  {
    name: "Olivia Tran",
    email: "olivia@example.com",
    appliesOn: "2025-01-28",
    amount: "12000.00",
    purpose: "debt-consolidation",
    income: "7400.00",
    housing: "1900.00",
    employedYears: 4,
    taxIdLast4: "0721",
    takes: equal(36),
  },
  {
    name: "Hannah Iqbal",
    email: "hannah@example.com",
    business: {
      legalName: "Iqbal Bakery LLC",
      registrationNumber: "12-3456789",
      answers: {
        entityType: "llc",
        formedOn: "2016-03-14",
        formationState: "OR",
        annualRevenue: "486000.00",
        monthlyDebtPayments: "1450.00",
        owner1Name: "Hannah Iqbal",
        owner1Share: "70",
        owner2Name: "Salman Iqbal",
        owner2Share: "30",
        controlName: "Hannah Iqbal",
        controlTitle: "Managing Member",
        signerTitle: "Managing Member",
      },
    },
    appliesOn: "2025-02-11",
    amount: "20000.00",
    purpose: "equipment",
    takes: equal(36, "WIRE"),
  },
  {
    name: "Peter Novak",
    email: "peter@example.com",
    appliesOn: "2025-02-18",
    amount: "4500.00",
    purpose: "vehicle",
    income: "4100.00",
    housing: "1100.00",
    employedYears: 2,
    taxIdLast4: "0701",
    takes: flat(12, "RTP"),
  },
  {
    name: "Latoya Simmons",
    email: "latoya@example.com",
    appliesOn: "2025-03-05",
    amount: "9000.00",
    purpose: "medical",
    income: "5600.00",
    housing: "1350.00",
    employedYears: 5,
    taxIdLast4: "0733",
    takes: equal(24),
    repays: { payoffOn: "2025-11-12" },
  },
  {
    name: "Ivan Petrov",
    email: "ivan@example.com",
    appliesOn: "2025-03-17",
    amount: "6000.00",
    purpose: "other",
    income: "4800.00",
    housing: "1400.00",
    employedYears: 3,
    taxIdLast4: "0688",
    takes: flat(12),
    repays: { daysAfterDue: 0 },
  },
  {
    name: "Chloe Bennett",
    email: "chloe@example.com",
    appliesOn: "2025-04-02",
    amount: "15000.00",
    purpose: "debt-consolidation",
    income: "8200.00",
    housing: "2100.00",
    employedYears: 7,
    taxIdLast4: "0755",
    takes: equal(36, "RTP"),
  },
  {
    name: "Ravi Deshmukh",
    email: "ravi@example.com",
    business: {
      legalName: "Deshmukh Print Works Inc",
      registrationNumber: "47-1122334",
      answers: {
        entityType: "corporation",
        formedOn: "2019-09-02",
        formationState: "NJ",
        annualRevenue: "352000.00",
        monthlyDebtPayments: "900.00",
        owner1Name: "Ravi Deshmukh",
        owner1Share: "100",
        controlName: "Ravi Deshmukh",
        controlTitle: "President",
        signerTitle: "President",
      },
    },
    appliesOn: "2025-04-14",
    amount: "18000.00",
    purpose: "working-capital",
    takes: equal(24, "WIRE"),
  },
  {
    name: "Nadia Haddad",
    email: "nadia@example.com",
    appliesOn: "2025-05-06",
    amount: "3500.00",
    purpose: "education",
    income: "3900.00",
    housing: "1000.00",
    employedYears: 1,
    taxIdLast4: "0715",
    takes: flat(12),
  },
  {
    name: "Gustavo Lima",
    email: "gustavo@example.com",
    appliesOn: "2025-05-13",
    amount: "10000.00",
    purpose: "debt-consolidation",
    income: "3100.00",
    housing: "1500.00",
    employedYears: 2,
    taxIdLast4: "0588",
  },
  {
    name: "Emily Carter",
    email: "emily@example.com",
    appliesOn: "2025-05-27",
    amount: "7000.00",
    purpose: "other",
    income: "5900.00",
    housing: "1600.00",
    employedYears: 4,
    taxIdLast4: "0709",
    takes: flat(24),
    repays: { daysAfterDue: 6, late: { installment: 6, daysAfterDue: 20, isWaived: true } },
  },
  {
    name: "Yusuf Demir",
    email: "yusuf@example.com",
    appliesOn: "2025-06-10",
    amount: "11000.00",
    purpose: "home-improvement",
    income: "7000.00",
    housing: "1750.00",
    employedYears: 9,
    taxIdLast4: "0781",
    takes: equal(36),
  },
  {
    name: "Beatrice Lang",
    email: "beatrice@example.com",
    appliesOn: "2025-06-24",
    amount: "5000.00",
    purpose: "vehicle",
    income: "4700.00",
    housing: "1250.00",
    employedYears: 3,
    taxIdLast4: "0692",
    takes: flat(12, "RTP"),
    repays: { daysAfterDue: 0, returned: 4 },
  },
  {
    name: "Kofi Mensah",
    email: "kofi@example.com",
    appliesOn: "2025-07-15",
    amount: "13000.00",
    purpose: "debt-consolidation",
    income: "7800.00",
    housing: "2000.00",
    employedYears: 6,
    taxIdLast4: "0726",
    takes: equal(36),
    repays: { extra: { on: "2026-02-20", amount: "3000.00" } },
  },
  {
    name: "Ingrid Solberg",
    email: "ingrid@example.com",
    appliesOn: "2025-07-29",
    amount: "8500.00",
    purpose: "medical",
    income: "6100.00",
    housing: "1450.00",
    employedYears: 5,
    taxIdLast4: "0738",
    takes: equal(24),
  },
  {
    name: "Terrence Webb",
    email: "terrence@example.com",
    appliesOn: "2025-08-12",
    amount: "6500.00",
    purpose: "other",
    income: "4900.00",
    housing: "1500.00",
    employedYears: 2,
    taxIdLast4: "0671",
    takes: equal(36),
    repays: { daysAfterDue: 2, stopsAfter: 6 },
  },
  {
    name: "Fatima Zahra",
    email: "fatima@example.com",
    business: {
      legalName: "Zahra Textiles LLC",
      registrationNumber: "83-9988776",
      answers: {
        entityType: "llc",
        formedOn: "2021-01-20",
        formationState: "GA",
        annualRevenue: "298000.00",
        monthlyDebtPayments: "600.00",
        owner1Name: "Fatima Zahra",
        owner1Share: "60",
        owner2Name: "Omar Zahra",
        owner2Share: "40",
        controlName: "Fatima Zahra",
        controlTitle: "Managing Member",
        signerTitle: "Managing Member",
      },
    },
    appliesOn: "2025-08-26",
    amount: "16000.00",
    purpose: "working-capital",
    takes: equal(24, "WIRE"),
  },
  {
    name: "Daniel Kim",
    email: "daniel@example.com",
    appliesOn: "2025-09-09",
    amount: "4000.00",
    purpose: "education",
    income: "4300.00",
    housing: "1150.00",
    employedYears: 2,
    taxIdLast4: "0718",
    takes: flat(12),
  },
  {
    name: "Sarah Whitlock",
    email: "sarah@example.com",
    appliesOn: "2025-09-23",
    amount: "9500.00",
    purpose: "home-improvement",
    income: "6700.00",
    housing: "1700.00",
    employedYears: 8,
    taxIdLast4: "0764",
    takes: equal(36, "RTP"),
  },
  {
    name: "Boris Andersen",
    email: "boris@example.com",
    appliesOn: "2025-10-07",
    amount: "14000.00",
    purpose: "debt-consolidation",
    income: "5200.00",
    housing: "1400.00",
    employedYears: 3,
    taxIdLast4: "0002",
  },
  {
    name: "Lucia Romano",
    email: "lucia@example.com",
    appliesOn: "2025-10-14",
    amount: "5500.00",
    purpose: "other",
    income: "5100.00",
    housing: "1300.00",
    employedYears: 4,
    taxIdLast4: "0705",
    takes: flat(12, "RTP"),
  },
  {
    name: "Ahmed Farouk",
    email: "ahmed@example.com",
    appliesOn: "2025-10-28",
    amount: "7500.00",
    purpose: "vehicle",
    income: "5700.00",
    housing: "1500.00",
    employedYears: 5,
    taxIdLast4: "0729",
    takes: equal(24),
  },
  {
    name: "Josephine Clark",
    email: "josephine@example.com",
    appliesOn: "2025-11-11",
    amount: "12500.00",
    purpose: "home-improvement",
    income: "7600.00",
    housing: "1950.00",
    employedYears: 10,
    taxIdLast4: "0793",
    takes: equal(36),
  },
  {
    name: "Viktor Havel",
    email: "viktor@example.com",
    appliesOn: "2025-11-25",
    amount: "3000.00",
    purpose: "medical",
    income: "3700.00",
    housing: "950.00",
    employedYears: 2,
    taxIdLast4: "0697",
    takes: flat(12),
    repays: { daysAfterDue: 3, late: { installment: 3, daysAfterDue: 18 } },
  },
  {
    name: "Miriam Goldberg",
    email: "miriam@example.com",
    business: {
      legalName: "Goldberg Dental PLLC",
      registrationNumber: "36-5544332",
      answers: {
        entityType: "llc",
        formedOn: "2013-06-03",
        formationState: "NY",
        annualRevenue: "910000.00",
        monthlyDebtPayments: "3200.00",
        owner1Name: "Miriam Goldberg",
        owner1Share: "51",
        owner2Name: "Aaron Goldberg",
        owner2Share: "49",
        controlName: "Miriam Goldberg",
        controlTitle: "Managing Member",
        signerTitle: "Managing Member",
      },
    },
    appliesOn: "2025-12-09",
    amount: "19000.00",
    purpose: "equipment",
    takes: equal(36, "WIRE"),
    books: { platformKey: "fbrh", archives: "Interest Expense" },
  },
  {
    name: "Art",
    email: "art@example.com",
    appliesOn: "2026-01-02",
    amount: "5000.00",
    purpose: "home-improvement",
    income: "5000.00",
    housing: "1200.00",
    employedYears: 3,
    taxIdLast4: "0690",
    takes: flat(12, "RTP"),
    books: { platformKey: "gbol" },
  },
  {
    name: "Zoe Papadakis",
    email: "zoe@example.com",
    appliesOn: "2026-01-20",
    amount: "6000.00",
    purpose: "education",
    income: "5000.00",
    housing: "1250.00",
    employedYears: 3,
    taxIdLast4: "0712",
    takes: equal(24),
  },
  {
    name: "Winston Clarke",
    email: "winston@example.com",
    appliesOn: "2026-02-17",
    amount: "10500.00",
    purpose: "debt-consolidation",
    income: "6900.00",
    housing: "1800.00",
    employedYears: 6,
    taxIdLast4: "0745",
    takes: equal(36),
  },
  {
    name: "Naomi Fischer",
    email: "naomi@example.com",
    appliesOn: "2026-03-10",
    amount: "8000.00",
    purpose: "other",
    income: "6000.00",
    housing: "1550.00",
    employedYears: 4,
    taxIdLast4: "0722",
    takes: equal(24, "RTP"),
    repays: { payoffOn: "2026-06-16" },
  },
  {
    name: "Caleb Jensen",
    email: "caleb@example.com",
    appliesOn: "2026-04-07",
    amount: "4800.00",
    purpose: "vehicle",
    income: "4500.00",
    housing: "1200.00",
    employedYears: 2,
    taxIdLast4: "0708",
    takes: flat(12),
  },
  {
    name: "Aisha Bello",
    email: "aisha@example.com",
    appliesOn: "2026-05-05",
    amount: "9000.00",
    purpose: "medical",
    income: "6300.00",
    housing: "1600.00",
    employedYears: 5,
    taxIdLast4: "0736",
    takes: equal(36),
  },
  {
    name: "Theo Laurent",
    email: "theo@example.com",
    appliesOn: "2026-06-02",
    amount: "6200.00",
    purpose: "home-improvement",
    income: "5400.00",
    housing: "1300.00",
    employedYears: 4,
    taxIdLast4: "0719",
    takes: flat(24),
  },
  {
    name: "Rosa Delgado",
    email: "rosa@example.com",
    appliesOn: "2026-06-29",
    amount: "7000.00",
    purpose: "vehicle",
    income: "5800.00",
    housing: "1450.00",
    employedYears: 3,
    taxIdLast4: "0724",
  },
  {
    name: "Nils Bergman",
    email: "nils@example.com",
    appliesOn: "2026-06-30",
    amount: "2500.00",
    purpose: "other",
    income: "3600.00",
    housing: "900.00",
    employedYears: 1,
    taxIdLast4: "0699",
    takes: "draft",
  },
];

/** Everybody's own; the borrower and the investor whom visitors play share the number that the sandbox's hint names. */
export function accountNumberOf(email: string): string {
  if (DEMO_LOGINS.some((login) => login.email === email)) return GOOD_ACCOUNT;
  const index = [...INVESTORS, ...BORROWERS].findIndex((person) => person.email === email);
  return String(400_000_000 + 7_919 * index);
}
