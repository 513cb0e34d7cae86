// A bank-feed source account as Codat shows it.
import { toDigits } from "@/sandbox/accounting/http/money";
import type { Source } from "./records";

export function showSource(source: Source) {
  return {
    id: source.id,
    accountName: source.name,
    accountType: source.accountType,
    accountNumber: source.accountNumber,
    sortCode: source.sortCode ?? undefined,
    routingInfo: source.routingInfo ?? undefined,
    accountInfo: source.accountInfo
      ? { ...source.accountInfo, availableBalance: amountOf(source.accountInfo.availableBalance) }
      : undefined,
    currency: source.currency,
    balance: toDigits(source.balance),
    modifiedDate: source.modified,
    status: source.status,
    feedStartDate: source.feedStartDate ?? undefined,
  };
}

function amountOf(cents: bigint | null | undefined) {
  return cents === null || cents === undefined ? cents : toDigits(cents);
}
