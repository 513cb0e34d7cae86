// Where a borrower's records go: connection, mapping and the platform's rules together, or why nothing can go there.
import type { Tx } from "@/lib/db";
import type { WritebackConnection, WritebackMapping } from "@/prisma/generated/client";
import type { Place } from "@/lib/writeback/codat/codat";
import type { LenderSourceId, LenderTargetId } from "@/lib/writeback/records/ids";
import { rulesOf, type PlatformRules } from "@/lib/writeback/records/platforms";
import type { Target } from "@/lib/writeback/records/record-bodies";
import { CARDS, type CardName } from "@/lib/writeback/records/target-names";

export type Destination = {
  connection: WritebackConnection;
  mapping: WritebackMapping;
  rules: PlatformRules;
  place: Place;
  /** Where feed lines go: the same connection, but for QuickBooks and Sage. */
  feedPlace: Place;
  target: Target;
};

/** The cards that nothing is chosen for yet. A lender account counts once the feed is connected to it. */
export function missingCards(mapping: WritebackMapping | null): CardName[] {
  const chosen: Record<CardName, boolean> = {
    deposit: !!mapping?.depositId,
    expense: !!mapping?.expenseId,
    supplier: !!mapping?.supplierId,
    lender: !!mapping?.lenderSourceId && !!mapping.lenderTargetId,
  };
  return CARDS.filter((card) => !chosen[card]);
}

/** The place and target of a borrower; null while connection or mapping is not complete. */
export async function findDestination(tx: Tx, borrowerId: string): Promise<Destination | null> {
  return (await findDestinations(tx, [borrowerId])).get(borrowerId) ?? null;
}

/** The same of many; a borrower whose connection or mapping is not complete is left out. */
export async function findDestinations(
  tx: Tx,
  borrowerIds: readonly string[],
): Promise<Map<string, Destination>> {
  const where = { borrowerId: { in: [...borrowerIds] } };
  const connections = await tx.writebackConnection.findMany({ where });
  const mappings = await tx.writebackMapping.findMany({ where });
  const mappingOf = new Map(mappings.map((mapping) => [mapping.borrowerId, mapping]));
  return new Map(
    connections.flatMap((connection) => {
      const mapping = mappingOf.get(connection.borrowerId);
      const place = placeOf(connection);
      const target = mapping && targetOf(mapping);
      if (!place || !target) return [];
      const { feedConnectionId, platformKey, borrowerId } = connection;
      const feedPlace = feedConnectionId ? { ...place, connectionId: feedConnectionId } : place;
      return [[borrowerId, { connection, mapping, rules: rulesOf(platformKey), place, feedPlace, target }]];
    }),
  );
}

export function placeOf({ companyId, connectionId }: WritebackConnection): Place | null {
  return companyId && connectionId ? { companyId, connectionId } : null;
}

function targetOf(mapping: WritebackMapping): Target | null {
  const { depositId, expenseId, supplierId, lenderSourceId, lenderTargetId } = mapping;
  if (!depositId || !expenseId || !supplierId || !lenderSourceId || !lenderTargetId) return null;
  return {
    depositId,
    expenseId,
    supplierId,
    lenderSourceId: lenderSourceId as LenderSourceId,
    lenderTargetId: lenderTargetId as LenderTargetId,
  };
}
