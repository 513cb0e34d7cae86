// The book that a business day is measured on, written in SQL, since the verbs would take hours to make it. Only columns that
// the checkout's tables have are written, so that a build of before can be measured on the same book.
//
// On the eve of the day there are loans of 5,000.00 over twelve months, paid out a month before the day (the installments that
// autopay collects, and those that people pay by hand) or a week later (nothing due); loans that wait for funds; investments
// of 10,000.00 that mature on the day, that run on, and whose deposits are still to be handed to the bank.
import { writeFileSync } from "node:fs";
import type pg from "pg";
import { post, type Transaction } from "./day-ledger";

export const EVE = "2026-03-02";
export const DAY = "2026-03-03";
export const CLEARED = "2026-03-04"; // what the day sent has cleared
const A_MONTH_BEFORE = "2026-02-03";
const NOT_DUE = "2026-02-10";

export type Size = {
  loans: number;
  collections: number;
  deposits: number;
  disbursements: number;
  payouts: number;
  /** Loans with an installment due that nobody collects: their borrowers pay by hand. */
  people: number;
};

/** The ranges of numbers g that name a thing: loan_7 is a loan's id. */
function ranges({ loans, collections, deposits, disbursements, payouts, people }: Size) {
  const investments = Math.ceil(loans / 2) + disbursements + 2 * payouts;
  return {
    collected: [1, collections],
    people: [collections + 1, collections + people],
    active: [1, loans],
    waiting: [loans + 1, loans + disbursements],
    maturing: [1, payouts],
    running: [1, investments],
    depositing: [investments + 1, investments + deposits],
  } as const;
}

/** The first and the last of those who pay by hand. */
export function peopleOf(size: Size): readonly [number, number] {
  return ranges(size).people;
}

export async function fillBook(client: pg.Client, size: Size): Promise<void> {
  const of = ranges(size);
  const columns = await columnsOf(client);
  const insert: Insert = async (table, [from, to], values) => {
    const known = Object.entries(values).filter(([column]) => columns.get(table)?.has(column));
    if (known.length === 0 || to < from) return;
    await client.query(
      `INSERT INTO ${table} (${known.map(([column]) => column).join(", ")})
       SELECT ${known.map(([, value]) => value).join(", ")} FROM generate_series(${from}, ${to}) g`,
    );
  };
  const loans: readonly [number, number] = [1, of.waiting[1]];
  const investments: readonly [number, number] = [1, of.depositing[1]];
  await client.query("SET session_replication_role = replica"); // no foreign key is asked row by row
  await client.query(
    `INSERT INTO business_clock (id, business_date) VALUES (1, '${EVE}') ON CONFLICT (id) DO UPDATE SET business_date = '${EVE}'`,
  );
  await client.query(MENU);
  for (const [letter, range] of [
    ["b", loans],
    ["i", investments],
  ] as const)
    for (const [table, values] of people(letter)) await insert(table, range, values);
  const isDue = `g <= ${of.people[1]}`;
  const isPaidOut = `g <= ${size.loans}`;
  const begun = `CASE WHEN ${isDue} THEN DATE '${A_MONTH_BEFORE}' ELSE DATE '${NOT_DUE}' END`;
  const due = (months: string) => `(${begun} + make_interval(months => ${months}))::date`;
  for (const [table, values] of papers()) await insert(table, loans, values);
  await insert("loans", loans, {
    ...TERMS,
    ...{
      id: "'loan_' || g",
      borrower_id: "'brw_' || g",
      application_id: "'app_' || g",
      offer_id: "'off_' || g",
    },
    ...{ agreement_id: "'agr_' || g", external_account_id: "'eac_b' || g", rail: "'ACH'::\"PaymentRail\"" },
    status: `CASE WHEN ${isPaidOut} THEN 'ACTIVE' ELSE 'AWAITING_FUNDS' END::"LoanStatus"`,
    is_autopay: `g NOT BETWEEN ${of.people[0]} AND ${of.people[1]}`,
    accepted_on: begun,
    disbursed_on: `CASE WHEN ${isPaidOut} THEN ${begun} END`,
    first_due_on: `CASE WHEN ${isPaidOut} THEN ${due("1")} END`,
    due_day: `CASE WHEN ${isPaidOut} THEN extract(day FROM ${begun})::int END`,
    schedule_version: `CASE WHEN ${isPaidOut} THEN 1 ELSE 0 END`,
  });
  await insert("loan_standings", loans, {
    loan_id: "'loan_' || g",
    as_of: `DATE '${EVE}'`,
    good_through: `CASE WHEN ${isPaidOut} THEN ${due("1")} - 1 ELSE DATE '9999-12-31' END`,
    is_active: isPaidOut,
    outstanding: `CASE WHEN ${isPaidOut} THEN 5000 ELSE 0 END`,
    next_due_on: `CASE WHEN ${isPaidOut} THEN ${due("1")} END`,
    next_due: `CASE WHEN ${isPaidOut} THEN 466.67 END`,
    counted_version: `CASE WHEN ${isPaidOut} THEN 1 END`,
  });
  if (columns.has("loan_delinquencies"))
    await insert("loan_delinquencies", loans, {
      loan_id: "'loan_' || g",
      next_on: `CASE WHEN ${isPaidOut} THEN ${due("1")} + 1 ELSE DATE '9999-12-31' END`,
    });
  await insert("autopay_authorizations", loans, {
    ...{
      id: "'aut_' || g",
      loan_id: "'loan_' || g",
      external_account_id: "'eac_b' || g",
      document_id: "'doc_' || g",
    },
    signed_on: begun,
  });
  for (let n = 1; n <= 12; n++)
    await insert("installments", of.active, {
      ...{ loan_id: "'loan_' || g", version: "1", number: String(n), due_on: due(String(n)), days: "30" },
      ...{
        interest: "50.00",
        payment: n === 12 ? "466.63" : "466.67",
        principal: n === 12 ? "416.63" : "416.67",
      },
      balance: n === 12 ? "0" : `5000 - 416.67 * ${n}`,
    });
  if (columns.has("installment_days"))
    await client.query(
      "INSERT INTO installment_days (due_on, amount) SELECT due_on, sum(payment) FROM installments GROUP BY due_on",
    );
  await fillInvestments(insert, size);
  for (const [table, values] of settledOrder("DISBURSEMENT", begun)) await insert(table, of.active, values);
  await client.query("SET session_replication_role = origin");
  await fillLedger(client, size);
  await insert("payment_orders", of.depositing, {
    ...orderOf("DEPOSIT", "DEBIT", `DATE '${EVE}'`),
    status: "'CREATED'::\"PaymentStatus\"",
    hold_transaction_id:
      "(SELECT k.ref_id FROM ledger.keys k WHERE k.idem_key = 'open-investment:ivm_' || g)",
  });
  await insert("payment_transitions", of.depositing, transition("DEPOSIT", "CREATED", `DATE '${EVE}'`));
  await client.query("VACUUM ANALYZE");
}

/** Lets the first borrower and the first investor of the book sign in with the password of this person. */
export async function signInAs(client: pg.Client, email: string): Promise<void> {
  await client.query(
    "UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email = $1) WHERE id IN ('usr_b1', 'usr_i1')",
    [email],
  );
  await client.query(
    "INSERT INTO user_roles (user_id, role) VALUES ('usr_b1', 'BORROWER'), ('usr_i1', 'INVESTOR') ON CONFLICT DO NOTHING",
  );
}

type Insert = (table: string, range: readonly [number, number], values: Values) => Promise<void>;

async function fillInvestments(insert: Insert, size: Size): Promise<void> {
  const of = ranges(size);
  const investments = [1, of.depositing[1]] as const;
  const began = `CASE WHEN g <= ${size.payouts} THEN DATE '${A_MONTH_BEFORE}' ELSE DATE '${NOT_DUE}' END`;
  const term = `CASE WHEN g <= ${size.payouts} THEN 1 ELSE 12 END`;
  const hasBegun = `g <= ${of.running[1]}`;
  await insert("investments", investments, {
    ...{
      id: "'ivm_' || g",
      investor_id: "'inv_' || g",
      option_id: "'opt_bench'",
      principal: "10000",
      annual_rate: "0.048",
    },
    ...{ external_account_id: "'eac_i' || g", agreement_id: "'agr_i' || g", idempotency_key: "'ivm_' || g" },
    status: `CASE WHEN ${hasBegun} THEN 'ACTIVE' ELSE 'DEPOSITING' END::"InvestmentStatus"`,
    term_months: term,
    created_on: `CASE WHEN ${hasBegun} THEN ${began} ELSE DATE '${EVE}' END`,
    started_on: `CASE WHEN ${hasBegun} THEN ${began} END`,
    matures_on: `CASE WHEN ${hasBegun} THEN (${began} + make_interval(months => ${term}))::date END`,
  });
  for (const [table, values] of settledOrder("DEPOSIT", began)) await insert(table, of.running, values);
}

const MENU = `
  INSERT INTO investment_options (id, term_months, annual_rate, minimum, maximum) VALUES ('opt_bench', 12, 0.048, 1000, 100000);
  INSERT INTO loan_products (id, name, method, terms_months, minimum_amount, maximum_amount, rate_adjustment, fee_rate, day_count, rounding)
    VALUES ('prd_flat', 'Flat', 'FLAT', '{12}', 1000, 50000, 0, 0, '30/360', 'half-even') ON CONFLICT DO NOTHING`;

type Values = Record<string, string>;

async function columnsOf(client: pg.Client): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await client.query<{ table_name: string; names: string[] }>(
    "SELECT table_name, array_agg(column_name::text) AS names FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1",
  );
  return new Map(rows.map(({ table_name, names }) => [table_name, new Set(names)]));
}

const TERMS = {
  ...{ principal: "5000", origination_fee: "0", annual_rate: "0.12", term_months: "12" },
  ...{ method: "'FLAT'::\"Method\"", day_count: "'30/360'", rounding: "'half-even'" },
};

function people(letter: "b" | "i"): [string, Values][] {
  const user = `'usr_${letter}' || g`;
  return [
    [
      "users",
      {
        id: user,
        email: `${user} || '@example.com'`,
        name: `'Person ' || g`,
        password_hash: "'-'",
        joined_on: `DATE '${A_MONTH_BEFORE}'`,
      },
    ],
    letter === "b"
      ? [
          "borrowers",
          {
            id: "'brw_' || g",
            user_id: user,
            kind: "'PERSON'::\"BorrowerKind\"",
            legal_name: "'Person ' || g",
          },
        ]
      : ["investors", { id: "'inv_' || g", user_id: user }],
    [
      "external_accounts",
      {
        ...{
          id: `'eac_${letter}' || g`,
          user_id: user,
          holder_name: "'Person ' || g",
          bank_name: "'A bank'",
        },
        ...{ routing_number: "'021000021'", account_number_sealed: "'-'", account_number_last4: "'6789'" },
        ...{
          account_type: "'checking'",
          provider_id: `'ext-${letter}' || g`,
          holder_kind: "'PERSON'::\"HolderKind\"",
        },
      },
    ],
  ];
}

function papers(): [string, Values][] {
  return [
    [
      "loan_applications",
      {
        id: "'app_' || g",
        borrower_id: "'brw_' || g",
        status: "'ACCEPTED'::\"ApplicationStatus\"",
        updated_at: "now()",
      },
    ],
    [
      "offers",
      {
        ...{
          id: "'off_' || g",
          application_id: "'app_' || g",
          product_id: "'prd_flat'",
          amount: "5000",
          term_months: "12",
        },
        ...{
          method: TERMS.method,
          annual_rate: "0.12",
          day_count: TERMS.day_count,
          rounding: TERMS.rounding,
        },
        ...{
          origination_fee: "0",
          monthly_payment: "466.67",
          last_payment: "466.63",
          apr: "21.46",
          amount_financed: "5000",
        },
        ...{
          finance_charge: "600",
          total_of_payments: "5600",
          expires_on: `DATE '${EVE}'`,
          status: "'ACCEPTED'::\"OfferStatus\"",
        },
      },
    ],
  ];
}

type Kind = "DEPOSIT" | "DISBURSEMENT";

function orderOf(kind: Kind, direction: string, on: string): Values {
  const isLoan = kind === "DISBURSEMENT";
  const letter = isLoan ? "b" : "i";
  return {
    ...{
      id: `'po_${letter}' || g`,
      kind: `'${kind}'::"PaymentKind"`,
      direction: `'${direction}'::"PaymentDirection"`,
    },
    ...{ rail: "'ACH'::\"PaymentRail\"", sec_code: "'PPD'", amount: isLoan ? "5000" : "10000" },
    ...{
      external_account_id: `'eac_${letter}' || g`,
      user_id: `'usr_${letter}' || g`,
      reference: `'ML${letter}' || g`,
    },
    ...{
      subject_type: isLoan ? "'loan'" : "'investment'",
      subject_id: isLoan ? "'loan_' || g" : "'ivm_' || g",
    },
    ...{ created_on: on, updated_at: "now()" },
  };
}

/** An order of long ago, which the day's run asks no more about: its money cannot come back any more. */
function settledOrder(kind: Kind, on: string): [string, Values][] {
  const direction = kind === "DEPOSIT" ? "DEBIT" : "CREDIT";
  return [
    [
      "payment_orders",
      {
        ...orderOf(kind, direction, on),
        ...{ status: "'COMPLETED'::\"PaymentStatus\"", rail: "'WIRE'::\"PaymentRail\"", sec_code: "NULL" },
        ...{ settled_on: on, provider_id: `'settled-${kind}-' || g` },
      },
    ],
    ["payment_transitions", transition(kind, "COMPLETED", on)],
  ];
}

function transition(kind: Kind, status: string, on: string): Values {
  return {
    payment_order_id: `'po_${kind === "DISBURSEMENT" ? "b" : "i"}' || g`,
    ...{
      to_status: `'${status}'::"PaymentStatus"`,
      business_date: on,
      source: "'ours'",
      handled_at: "now()",
    },
  };
}

/** What the verbs would have posted: deposits and disbursements that settled, and the holds of the deposits under way. */
async function fillLedger(client: pg.Client, size: Size) {
  const of = ranges(size);
  const loanOf = (g: number, part: string) => `borrower:brw_${g}:loan:loan_${g}:${part}`;
  const investmentOf = (g: number, part: string) => `investor:inv_${g}:investment:ivm_${g}:${part}`;
  const open = async (prefix: (g: number, part: string) => string, last: number, side: 1 | -1) => {
    for (const part of ["principal", "interest"])
      for (let from = 1; from <= last; from += 20_000) {
        const codes = numbers(from, Math.min(last, from + 19_999)).map((g) => prefix(g, part));
        await client.query(
          `SELECT ledger.open_accounts($1::text[], array_fill($2::text, ARRAY[cardinality($1::text[])]), array_fill($3::smallint, ARRAY[cardinality($1::text[])]),
             array_fill(''::text, ARRAY[cardinality($1::text[])]), array_fill('USD'::text, ARRAY[cardinality($1::text[])]), array_fill(2::smallint, ARRAY[cardinality($1::text[])]))`,
          [codes, OPENED_AS[`${side}:${part}`], side],
        );
      }
  };
  await open(loanOf, size.loans, 1);
  await open(investmentOf, of.depositing[1], -1);
  const deposit = (g: number): Pick<Transaction, "eventType" | "lines" | "metadata"> => ({
    eventType: "investor-deposit",
    metadata: { investmentId: `ivm_${g}` },
    lines: [
      { account: "cash", side: 1, cents: 1_000_000 },
      { account: investmentOf(g, "principal"), side: -1, cents: 1_000_000 },
    ],
  });
  await post(
    client,
    numbers(...of.running).map((g) => ({
      ...deposit(g),
      ...{ key: `settle-deposit:po_i${g}`, kind: "post", on: g <= size.payouts ? A_MONTH_BEFORE : NOT_DUE },
    })),
  );
  await post(
    client,
    numbers(...of.active).map((g) => ({
      ...{ key: `settle-disbursement:po_b${g}`, kind: "post", eventType: "borrower-disbursement" },
      ...{ on: g <= of.people[1] ? A_MONTH_BEFORE : NOT_DUE, metadata: { loanId: `loan_${g}` } },
      lines: [
        { account: loanOf(g, "principal"), side: 1, cents: 500_000 },
        { account: "cash", side: -1, cents: 500_000 },
      ],
    })),
  );
  await post(
    client,
    numbers(...of.depositing).map((g) => ({
      ...deposit(g),
      key: `open-investment:ivm_${g}`,
      kind: "hold",
      on: EVE,
    })),
  );
}

/** Names of accounts, which the verbs compare when they open an account again. */
const OPENED_AS: Record<string, string> = {
  "1:principal": "Borrower principal",
  "1:interest": "Borrower interest",
  "-1:principal": "Investor principal",
  "-1:interest": "Investor interest",
};

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, n) => from + n);
}

/** The bank's memory on the eve: it knows the accounts of everybody who is paid or pays. */
export function writeBankMemory(file: string, size: Size): void {
  const of = ranges(size);
  const at = `${EVE}T12:00:00.000Z`;
  const settings = { id: "settings", date: EVE, webhookUrl: null, balance: 0 };
  const accounts = ([letter, last]: [string, number]) =>
    numbers(1, last).map((g) => ({
      table: "external_accounts",
      row: {
        ...{
          id: `ext-${letter}${g}`,
          live_mode: false,
          created_at: at,
          updated_at: at,
          object: "external_account",
        },
        ...{
          counterparty_id: null,
          party_name: `Person ${g}`,
          account_type: "checking",
          external_id: null,
          metadata: {},
        },
        ...{ account_number: "123456789", routing_number: "021000021" },
      },
    }));
  const lines = [
    { table: "settings", row: settings },
    ...accounts(["b", of.waiting[1]]),
    ...accounts(["i", of.depositing[1]]),
  ];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}
