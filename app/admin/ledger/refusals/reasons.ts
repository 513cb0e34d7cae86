import type { Rejection } from "@/lib/ledger/rejections";

/** Why the ledger refuses, in words. A conflict of keys is answered and leaves no row, so it is not among them. */
export const REASONS: Record<Exclude<Rejection["reason"], "key-conflict">, string> = {
  "insufficient-funds": "Below its floor",
  frozen: "Account frozen",
  "condition-failed": "Condition not met",
  "version-conflict": "Account had moved",
  "future-date": "Dated after the business date",
  "period-closed": "Month closed",
  "not-a-hold": "Not a hold",
  "already-resolved": "Hold already settled or released",
  "exceeds-hold": "More than the hold",
  "not-reversible": "Cannot be reversed",
  "already-reversed": "Already reversed",
  "before-original": "Dated before its original",
};
