import { z } from "zod";
import { db } from "@/lib/db";
import { fromMinor } from "@/lib/money/currency";

/** A fact of the bank, never refused, that left an account below its floor. Dollars as strings. */
export type FloorAlert = {
  id: string;
  at: string; // instant
  account: string;
  transactionId: string;
  available: string; // just after
  floor: string;
};

const cents = z.string().transform((text) => fromMinor(BigInt(text), 2));
const payload = z.object({ account: z.string(), transactionId: z.string(), available: cents, floor: cents });

/** The latest alerts, newest first. Whether the account is still short says its balance. */
export async function listFloorAlerts({ limit = 5 } = {}): Promise<FloorAlert[]> {
  const rows = await db.ledgerOutbox.findMany({
    where: { topic: "floor-alert" },
    orderBy: { id: "desc" },
    take: limit,
    select: { id: true, createdAt: true, payload: true },
  });
  return rows.map(({ id, createdAt, payload: said }) => ({
    id: String(id),
    at: createdAt.toISOString(),
    ...payload.parse(said),
  }));
}
