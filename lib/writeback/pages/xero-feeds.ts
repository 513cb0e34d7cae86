// Whether bank feeds reach Xero. Codat's set-up guide asks that Xero has enabled the Bank Feeds API for our registered app, and
// no endpoint says whether it has: only what Codat has enabled, and what became of feeds, can be found out.
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { ask } from "@/lib/writeback/codat/ask";
import { getCompany } from "@/lib/writeback/codat/codat";
import { lenderStatusOf } from "@/lib/writeback/records/lender-status";
import { XERO } from "@/lib/writeback/records/platforms";

const KEPT_MS = 10 * 60_000;
const FEEDS_PRODUCT = "bank-feeds";

export type XeroFeeds = {
  state: "enabled" | "refused" | "not-in-plan" | "unknown";
  /** Lender accounts on Xero whose feed works. */
  connected: number;
  /** What Codat says of the product; null when it could not be asked. */
  hasProduct: boolean | null;
  /** When the last feed was refused, and in which words. */
  refusal: { at: string; words: string } | null;
};

/** What the API and our own feeds tell. Costs at most one call in ten minutes, and none while nobody uses Xero. */
export async function xeroFeeds(): Promise<XeroFeeds> {
  const places = await db.writebackConnection.findMany({
    where: { platformKey: XERO },
    orderBy: { createdAt: "desc" },
    select: { borrowerId: true, companyId: true },
  });
  const borrowerId = { in: places.map((place) => place.borrowerId) };
  const [mappings, lastCall, hasProduct] = await Promise.all([
    db.writebackMapping.findMany({ where: { borrowerId }, select: { lenderStatus: true } }),
    db.writebackCall.findFirst({
      where: { borrowerId, method: "POST", path: { contains: "ankFeedAccounts" } },
      orderBy: { id: "desc" },
    }),
    askForProduct(places.find(({ companyId }) => companyId !== null)),
  ]);
  const connected = mappings.filter(
    ({ lenderStatus }) => lenderStatusOf(lenderStatus) === "connected",
  ).length;
  const isRefused = lastCall?.outcome === "rejected" || lastCall?.outcome === "not-allowed";
  const refusal = isRefused
    ? { at: lastCall.at.toISOString(), words: lastCall.note ?? `Status ${lastCall.httpStatus}` }
    : null;
  return { state: feedsState({ connected, hasProduct, isRefused }), connected, hasProduct, refusal };
}

/**
 * What the findings come to. A feed that works proves that Xero has enabled it; nothing else does.
 *
 * @example feedsState({ connected: 0, hasProduct: true, isRefused: false }) // "unknown"
 */
export function feedsState({
  connected,
  hasProduct,
  isRefused,
}: {
  connected: number;
  hasProduct: boolean | null;
  isRefused: boolean;
}): XeroFeeds["state"] {
  if (connected > 0) return "enabled";
  if (hasProduct === false) return "not-in-plan";
  return isRefused ? "refused" : "unknown";
}

let kept: { companyId: string; hasProduct: boolean; until: number } | undefined;

async function askForProduct(place: { borrowerId: string; companyId: string | null } | undefined) {
  if (!place?.companyId) return null;
  const { borrowerId, companyId } = place;
  if (kept?.companyId === companyId && kept.until > now().getTime()) return kept.hasProduct;
  const outcome = await ask({ borrowerId, isBackground: false }, getCompany(companyId));
  if (outcome.kind !== "ok" || !outcome.data.products) return null;
  const hasProduct = outcome.data.products.includes(FEEDS_PRODUCT);
  kept = { companyId, hasProduct, until: now().getTime() + KEPT_MS };
  return hasProduct;
}
