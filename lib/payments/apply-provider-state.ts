import { inTransaction, type Tx } from "@/lib/db";
import { chunksOf } from "@/lib/chunks";
import { changeStatuses, type LockedOrder, type StatusChange } from "./change-status";
import type { ProviderState } from "./provider";
import { describeReturn } from "./return-codes";

export type Applied = "changed" | "unchanged" | "unknown";

/** How many orders one transaction changes: few enough that nobody waits long for one of them. */
const AT_ONCE = 100;

/**
 * Writes down what the provider says about an order, under the order's lock and never backward. Reported twice, or reported
 * something older than what we know, it changes nothing. "unknown": the provider's object is none of ours.
 */
export async function applyProviderState(
  state: ProviderState,
  source: StatusChange["source"],
): Promise<Applied> {
  return (await applyProviderStates([state], source))[0]!;
}

/** Acts on orders whose change was just committed, by their ids at the provider. */
export type Heard = (providerIds: string[]) => Promise<unknown>;

/**
 * The same for many objects of the provider, each named once.
 *
 * @param heard acts on some before the next ones are written down, so that nobody's answer waits for all the others
 */
export async function applyProviderStates(
  states: ProviderState[],
  source: StatusChange["source"],
  heard?: Heard,
): Promise<Applied[]> {
  const applied: Applied[] = [];
  for (const some of chunksOf(states, AT_ONCE)) {
    const results = await inTransaction((tx) => apply(tx, some, source));
    applied.push(...results);
    const changed = some.filter((_, at) => results[at] === "changed");
    if (changed.length > 0) await heard?.(changed.map(({ providerId }) => providerId));
  }
  return applied;
}

async function apply(tx: Tx, states: ProviderState[], source: StatusChange["source"]): Promise<Applied[]> {
  const orders = await lockOurOrders(tx, states);
  // An object that carries our id but is not the one we placed cannot speak for the order.
  const known = orders.map((order, at) =>
    order && (order.providerId === null || order.providerId === states[at]!.providerId) ? order : null,
  );
  const changes = known.flatMap((order, at) =>
    order && !isChangeNotice(states[at]!) ? [{ order, change: { ...states[at]!, source } }] : [],
  );
  const results = (await changeStatuses(tx, changes)).values();
  return known.map((order, at) => {
    if (order === null) return "unknown";
    return !isChangeNotice(states[at]!) && results.next().value ? "changed" : "unchanged";
  });
}

/** A payment is not returned by a notification of change, whatever status it comes with. */
function isChangeNotice({ status, returnCode }: ProviderState): boolean {
  return status === "RETURNED" && !describeReturn(returnCode).returnsMoney;
}

/**
 * By the provider's id; by ours when the answer that would have given us the provider's id has not arrived yet. Locked in
 * the order of their ids, so that two who lock the same ones cannot wait for each other.
 */
async function lockOurOrders(tx: Tx, states: ProviderState[]): Promise<(LockedOrder | null)[]> {
  const ourIds = states.flatMap(({ paymentOrderId }) => (paymentOrderId === null ? [] : [paymentOrderId]));
  const rows = await tx.$queryRaw<LockedOrder[]>`
    SELECT id, status::text AS status, provider_id AS "providerId", submit_attempts AS "submitAttempts"
    FROM payment_orders
    WHERE provider_id = ANY(${states.map(({ providerId }) => providerId)}::text[]) OR id = ANY(${ourIds}::text[])
    ORDER BY id FOR UPDATE`;
  const byProvider = new Map(rows.map((row) => [row.providerId, row]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return states.map(
    ({ providerId, paymentOrderId }) => byProvider.get(providerId) ?? byId.get(paymentOrderId ?? "") ?? null,
  );
}
