// What open lines are matched with: payment orders that no line pays yet, and returned ones that no line takes back.
import { fromDbDate } from "@/lib/calendar/dates";
import type { Tx } from "@/lib/db";
import { CURRENCY } from "@/lib/money/currency";
import { RAILS } from "@/lib/payments/rails";
import type { PaymentRail } from "@/prisma/generated/client";
import type { MatchLine, MatchPart, MatchTarget } from "./matching/model";

/** After the id of an order whose return is matched, so that both of its lines have a target. */
const RETURN = "/return";

/** How the ids of receipts that we sent back begin. */
export const SEND_BACK = "sbk";

/** What a match names: the payment order, its return, or the receipt that was sent back. */
export const typeOf = ({ kind, id }: { kind: string; id: string }) =>
  kind === "RETURN" ? "RETURN" : id.startsWith(`${SEND_BACK}_`) ? "SENT_BACK" : "ORDER";

/** The order that a target's id names. */
export const orderOf = (targetId: string) => targetId.replace(RETURN, "");

type OrderRow = {
  id: string;
  rail: PaymentRail;
  signed: string;
  reference: string;
  createdOn: Date;
  settledOn: Date | null;
  returnedOn: Date | null;
  holderName: string | null;
  isPaid: boolean;
};

/** In whatever state that may still be at the bank; failed and canceled ones moved no money. */
export async function loadTargets(tx: Tx, bankAccountId: string): Promise<MatchTarget[]> {
  const rows = await tx.$queryRaw<OrderRow[]>`
    SELECT o.id, o.rail::text AS rail, o.reference, o.created_on AS "createdOn", o.settled_on AS "settledOn",
           (CASE o.direction WHEN 'CREDIT' THEN -o.amount ELSE o.amount END)::text AS signed,
           CASE WHEN o.settled_on IS NOT NULL THEN back.on END AS "returnedOn", a.holder_name AS "holderName",
           paid.line_id IS NOT NULL AS "isPaid"
      FROM payment_orders o
      LEFT JOIN external_accounts a ON a.id = o.external_account_id
      LEFT JOIN LATERAL (SELECT min(t.business_date) AS on FROM payment_transitions t
             WHERE t.payment_order_id = o.id AND t.to_status IN ('RETURNED', 'REVERSED')) back ON true
      LEFT JOIN bank_matches paid ON paid.target_type = 'ORDER' AND paid.target_id = o.id AND paid.undone_at IS NULL
      LEFT JOIN bank_matches returned ON returned.target_type = 'RETURN' AND returned.target_id = o.id AND returned.undone_at IS NULL
     WHERE o.status NOT IN ('CREATED', 'FAILED', 'DENIED', 'CANCELLED', 'STOPPED')
       AND (o.settled_on IS NOT NULL OR o.status NOT IN ('RETURNED', 'REVERSED'))
       AND (paid.line_id IS NULL OR (back.on IS NOT NULL AND returned.line_id IS NULL))
     ORDER BY o.number`;
  return [
    ...rows.flatMap((row) => targetsOf(row, bankAccountId)),
    ...(await loadSentBack(tx, bankAccountId)),
  ];
}

/** Receipts that we sent back and that no line shows yet. */
async function loadSentBack(tx: Tx, bankAccount: string): Promise<MatchTarget[]> {
  const rows = await tx.$queryRaw<{ id: string; signed: string; reference: string; sentOn: Date }[]>`
    SELECT b.id, (-b.amount)::text AS signed, b.reference, b.sent_on AS "sentOn"
      FROM bank_send_backs b
     WHERE b.bank_account_id = ${bankAccount} AND b.sent_on IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.target_type = 'SENT_BACK' AND m.target_id = b.id AND m.undone_at IS NULL)
     ORDER BY b.id`;
  return rows.map(({ id, signed, reference, sentOn }) => ({
    ...{ id, bankAccount, reference, kind: "ORDER", currency: CURRENCY, amount: signed },
    on: fromDbDate(sentOn),
  }));
}

function targetsOf(row: OrderRow, bankAccount: string): MatchTarget[] {
  const { id, rail, signed, reference, createdOn, settledOn, returnedOn, holderName, isPaid } = row;
  // Banks show the ACH entries of a day and direction as one settlement, or each by itself.
  const isFiled = RAILS[rail].hasEntryClass && settledOn !== null;
  const file = isFiled ? `${signed.startsWith("-") ? "credits" : "debits"} ${fromDbDate(settledOn)}` : null;
  const shared = { bankAccount, currency: CURRENCY, reference, counterparty: holderName };
  const on = settledOn ? fromDbDate(settledOn) : RAILS[rail].expectedOn(fromDbDate(createdOn));
  const order: MatchTarget = { ...shared, id, file, kind: "ORDER", amount: signed, on };
  if (returnedOn === null) return [order];
  const back: MatchTarget = {
    ...shared,
    id: `${id}${RETURN}`,
    kind: "RETURN",
    amount: signed.startsWith("-") ? signed.slice(1) : `-${signed}`,
    on: fromDbDate(returnedOn),
  };
  return isPaid ? [back] : [order, back];
}

export type OpenLine = MatchLine & { id: string };

/** Lines that no match explains, oldest first. */
export async function loadOpenLines(tx: Tx, bankAccountId: string): Promise<OpenLine[]> {
  const rows = await tx.$queryRaw<OpenLineRow[]>`
    SELECT l.id::text AS id, l.posted_on AS "postedOn", l.amount::text AS amount, l.type_code AS "typeCode", l.reference,
           l.bank_reference AS "bankReference", l.description, l.counterparty, l.is_reversal AS reversal, l.parts
      FROM bank_lines l
     WHERE l.bank_account_id = ${bankAccountId}
       AND NOT EXISTS (SELECT 1 FROM bank_matches m WHERE m.line_id = l.id AND m.undone_at IS NULL)
     ORDER BY l.posted_on, l.id`;
  return rows.map(({ postedOn, parts, ...row }) => ({
    ...row,
    bankAccount: bankAccountId,
    currency: CURRENCY,
    postedOn: fromDbDate(postedOn),
    pending: false,
    ...(parts === null ? {} : { parts }),
  }));
}

type OpenLineRow = {
  id: string;
  postedOn: Date;
  amount: string;
  typeCode: string | null;
  reference: string | null;
  bankReference: string | null;
  description: string | null;
  counterparty: string | null;
  reversal: boolean;
  parts: MatchPart[] | null;
};
