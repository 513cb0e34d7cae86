// The lending mix with one hot account: 20% deposits, 15% disbursements, 45% repayments, 15% interest, 5% withdrawals.
// All but interest touch `cash`. Events of 2 to 4 entries, 2.8 on average.
import type { AccountSpec } from "@/lib/ledger/accounts";
import type { LedgerLine, PostingRequest } from "@/lib/ledger/posting-request";

const PARTIES = 10_000; // borrowers, and as many investors
const DAY = "2026-01-15";

const loan = (n: number, what: string) => `borrower:b${n}:loan:l${n}:${what}`;
const investment = (n: number, what: string) => `investor:i${n}:investment:v${n}:${what}`;

/** The accounts of the mix; `cash` and revenue exist already. */
export function mixAccounts(): AccountSpec[] {
  return Array.from({ length: PARTIES }, (_, n): AccountSpec[] => [
    { code: loan(n, "principal"), name: "Borrower principal", normalSide: "debit" },
    { code: loan(n, "interest"), name: "Borrower interest", normalSide: "debit" },
    { code: investment(n, "principal"), name: "Investor principal", normalSide: "credit" },
    { code: investment(n, "interest"), name: "Investor interest", normalSide: "credit" },
  ]).flat();
}

/** Mulberry32: the same seed gives the same events to every contestant. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A source of events under keys that begin with `prefix`. */
export function lendingMix(prefix: string, seed: number): () => PostingRequest {
  const next = random(seed);
  const party = () => Math.floor(next() * PARTIES);
  let count = 0;
  return () => {
    const share = next();
    const [eventType, mode, lines] = eventOf(share, party);
    return {
      key: `${prefix}:${count++}`,
      kind: "post",
      mode,
      eventType,
      effectiveOn: DAY,
      lines,
      metadata: { source: "bench" },
    };
  };
}

function eventOf(share: number, party: () => number): [string, PostingRequest["mode"], LedgerLine[]] {
  const [b, i] = [party(), party()];
  if (share < 0.2)
    return [
      "investor-deposit",
      "record",
      [debit("cash", "1000.00"), credit(investment(i, "principal"), "1000.00")],
    ];
  if (share < 0.35)
    return [
      "borrower-disbursement",
      "authorize",
      [debit(loan(b, "principal"), "500.00"), credit("cash", "500.00")],
    ];
  if (share < 0.8)
    return [
      "borrower-repayment",
      "record",
      [debit("cash", "466.67"), credit(loan(b, "interest"), "50.00"), credit(loan(b, "principal"), "416.67")],
    ];
  if (share < 0.95)
    return [
      "interest-calculation",
      "record",
      [
        debit(loan(b, "interest"), "50.00"),
        debit(loan((b + 1) % PARTIES, "interest"), "30.00"),
        credit(investment(i, "interest"), "64.00"),
        credit("revenue:interest", "16.00"),
      ],
    ];
  return [
    "investor-withdrawal",
    "authorize",
    [
      debit(investment(i, "principal"), "300.00"),
      debit(investment(i, "interest"), "10.00"),
      credit("cash", "310.00"),
    ],
  ];
}

function debit(account: string, amount: string): LedgerLine {
  return { account, side: "debit", amount };
}

function credit(account: string, amount: string): LedgerLine {
  return { account, side: "credit", amount };
}
