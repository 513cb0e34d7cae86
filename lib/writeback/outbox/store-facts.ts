import type { IsoDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { getPostedBefore } from "@/lib/ledger/posted-before";
import { toMoney } from "@/lib/money/money";
import { sqlRows } from "@/lib/sql-rows";
import { borrowerPrincipal } from "@/lib/transaction-types/account-codes";
import type { WriteEventKind } from "@/prisma/generated/client";
import { holdSwitches } from "./lock-switch";
import type { Movement } from "@/lib/writeback/records/posting-set";
import { wakeDrains } from "./wake-drain";

export type Fact = {
  sourceKey: string;
  loan: { id: string; borrowerId: string; number: number };
  transactionId: bigint;
  occurredOn: IsoDate;
  kind: WriteEventKind;
  reverses: string | null; // source key of what it takes back
  movement: Movement;
};

type Standing = { seq: number; isParked: boolean; recorded: string[] };

/**
 * Adds facts that are not in the outbox yet, of each loan in the order in which they were posted, and wakes the worker for
 * their borrowers. The verbs that posted them have locked the loans, so nobody else is numbering their events.
 */
export async function storeFacts(tx: Tx, given: Fact[]): Promise<void> {
  if (given.length === 0) return;
  await holdSwitches(tx, borrowersOf(given));
  const standings = await findStandings(tx, given);
  const facts = given
    .filter(({ loan, sourceKey }) => !standings.get(loan.id)!.recorded.includes(sourceKey))
    .toSorted((a, b) => (a.transactionId < b.transactionId ? -1 : 1));
  if (facts.length === 0) return;
  const principals = await principalsAfter(tx, facts);
  const counts = new Map<string, number>();
  const rows = facts.map((fact, at) => {
    const { seq, isParked } = standings.get(fact.loan.id)!;
    const count = (counts.get(fact.loan.id) ?? 0) + 1;
    counts.set(fact.loan.id, count);
    return { ...fact, seq: seq + count, principalAfter: principals[at]!, isParked };
  });
  await insert(tx, rows);
  await wakeDrains(tx, borrowersOf(facts));
}

function borrowersOf(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.map(({ loan }) => loan.borrowerId));
}

/** A loan enters the books with its drawdown or not at all: once an event of it is parked, so are those that follow. */
async function findStandings(tx: Tx, facts: readonly Fact[]): Promise<ReadonlyMap<string, Standing>> {
  const loanIds = [...new Set(facts.map(({ loan }) => loan.id))];
  const sourceKeys = facts.map(({ sourceKey }) => sourceKey);
  const rows = await tx.$queryRaw<(Standing & { loanId: string })[]>`
    SELECT l.id AS "loanId", COALESCE(max(e.seq), 0) AS seq,
           COALESCE(array_agg(e.source_key) FILTER (WHERE e.source_key = ANY(${sourceKeys}::text[])), '{}') AS recorded,
           NOT COALESCE(m.is_on, FALSE) OR COALESCE(bool_or(e.state = 'PARKED'), FALSE) AS "isParked"
      FROM loans l
      LEFT JOIN writeback_events e ON e.loan_id = l.id
      LEFT JOIN writeback_mappings m ON m.borrower_id = l.borrower_id
     WHERE l.id = ANY(${loanIds}::text[]) GROUP BY l.id, m.is_on`;
  return new Map(rows.map((row) => [row.loanId, row]));
}

/** What was owed after each: all that was posted until the loan's next fact, since closing a loan posts twice. */
async function principalsAfter(tx: Tx, facts: Fact[]): Promise<string[]> {
  const nextOf = new Map<string, bigint>();
  const moments = facts.toReversed().map(({ loan, transactionId }) => {
    const before = nextOf.get(loan.id) ?? null;
    nextOf.set(loan.id, transactionId);
    return { code: borrowerPrincipal(loan.borrowerId, loan.id), before };
  });
  return getPostedBefore(tx, moments.toReversed());
}

type Row = Fact & { seq: number; principalAfter: string; isParked: boolean };

const COLUMNS = {
  source_key: "text",
  borrower_id: "text",
  loan_id: "text",
  seq: "int",
  reference: "text",
  kind: "text",
  reverses: "text",
  occurred_on: "date",
  cash: "numeric",
  charge: "numeric",
  principal_after: "numeric",
  transaction_id: "bigint",
  state: "text",
} as const;

function asColumns({ loan, seq, movement, ...row }: Row) {
  return {
    source_key: row.sourceKey,
    borrower_id: loan.borrowerId,
    loan_id: loan.id,
    seq,
    reference: `ML-${loan.number}-${seq}`,
    kind: row.kind,
    reverses: row.reverses,
    occurred_on: row.occurredOn,
    cash: toMoney(movement.cash),
    charge: toMoney(movement.charge),
    principal_after: row.principalAfter,
    transaction_id: row.transactionId,
    state: row.isParked ? "PARKED" : "QUEUED",
  };
}

/** The worker takes a loan's events by id, so ids are given out in their order. */
async function insert(tx: Tx, rows: Row[]): Promise<void> {
  await tx.$executeRaw`
    WITH fact AS MATERIALIZED (
      SELECT nextval('writeback_events_id_seq') AS id, given.* FROM (
        SELECT * FROM ${sqlRows("u", COLUMNS, rows.map(asColumns))} ORDER BY u.place) AS given)
    INSERT INTO writeback_events (id, source_key, borrower_id, loan_id, seq, reference, kind, reverses_id, occurred_on, cash, charge,
                                  principal_after, ledger_transaction_id, state)
    SELECT f.id, f.source_key, f.borrower_id, f.loan_id, f.seq, f.reference, f.kind::"WriteEventKind",
           COALESCE(same.id, earlier.id), f.occurred_on, f.cash, f.charge, f.principal_after, f.transaction_id,
           f.state::"WriteEventState"
      FROM fact f
      LEFT JOIN fact same ON same.source_key = f.reverses
      LEFT JOIN writeback_events earlier ON earlier.source_key = f.reverses`;
}
