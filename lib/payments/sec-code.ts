// The Standard Entry Class of an ACH payment: which rules of the network, and which of its return codes, apply to it. Pure.
import type { HolderKind, PaymentChannel, PaymentDirection, PaymentRail } from "@/prisma/generated/client";
import { RAILS } from "./rails";

export const SEC_CODES = ["WEB", "TEL", "PPD", "CCD"] as const;
export type SecCode = (typeof SEC_CODES)[number];

/**
 * The class of a payment; null where there is none, by wire and RTP.
 *
 * @param holder  whose account the money comes from or goes to: the account decides, not who asks for the payment
 * @param channel how a debit was authorized; a credit needs no separate authorization
 * @returns CCD for an account of a business, in both directions; else PPD for a credit, and for a debit WEB when it was
 *   authorized on the internet and TEL when by telephone
 *
 * Source: Nacha Operating Rules, Standard Entry Class codes: CCD is for non-consumer accounts, WEB, TEL and PPD for
 * consumer accounts.
 *
 * @example secCodeOf({ rail: "ACH", direction: "DEBIT", holder: "PERSON", channel: "WEB" }) // "WEB"
 */
export function secCodeOf({
  rail,
  direction,
  holder,
  channel,
}: {
  rail: PaymentRail;
  direction: PaymentDirection;
  holder: HolderKind;
  channel: PaymentChannel;
}): SecCode | null {
  if (!RAILS[rail].hasEntryClass || direction === "INCOMING") return null;
  if (holder === "BUSINESS") return "CCD";
  if (direction === "CREDIT") return "PPD";
  return channel === "TELEPHONE" ? "TEL" : "WEB";
}

export const SEC_CODE_WORDS: Readonly<Record<SecCode, string>> = {
  WEB: "WEB, consumer debit authorized online",
  TEL: "TEL, consumer debit authorized by telephone",
  PPD: "PPD, consumer payment",
  CCD: "CCD, business payment",
};
