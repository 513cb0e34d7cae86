// The ledger keys under which the verbs above post what happened to a payment order, so that whoever asks the ledger about
// an order spells them as whoever posted did. What is posted beside it has its own keys, where it is made.
import type { PaymentKind } from "@/prisma/generated/client";

const SETTLE = "settle";
const keyOf = (verb: string, kind: PaymentKind, paymentOrderId: string) =>
  `${verb}-${kind.toLowerCase()}:${paymentOrderId}`;

/** It cleared. @example settleKey("REPAYMENT", "po_1") // "settle-repayment:po_1" */
export const settleKey = (kind: PaymentKind, paymentOrderId: string) => keyOf(SETTLE, kind, paymentOrderId);

/** It failed, and what was reserved for it is free. @example failKey("PAYOUT", "po_1") // "fail-payout:po_1" */
export const failKey = (kind: PaymentKind, paymentOrderId: string) => keyOf("fail", kind, paymentOrderId);

/** It came back after it had cleared. @example returnKey("DEPOSIT", "po_1") // "return-deposit:po_1" */
export const returnKey = (kind: PaymentKind, paymentOrderId: string) => keyOf("return", kind, paymentOrderId);

/** With it, interest was undone. @example returnInterestKey("DEPOSIT", "po_1") // "return-deposit:po_1:interest" */
export const returnInterestKey = (kind: PaymentKind, paymentOrderId: string) =>
  `${returnKey(kind, paymentOrderId)}:interest`;

/** `settleKey` as an SQL expression over the table payment_orders under the alias `o`. */
export const SETTLE_KEY_SQL = `('${SETTLE}-' || lower(o.kind::text) || ':' || o.id)`;
