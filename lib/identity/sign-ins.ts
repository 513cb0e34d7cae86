// The history of sign-ins, which a person sees on their security page.
import "server-only";
import { now } from "@/lib/clock";
import { db, type Tx } from "@/lib/db";
import type { RequestOrigin } from "@/lib/request-origin";
import type { SignInMethod } from "@/lib/session-rows";
import { deviceInWords } from "./device";

export type SignInOutcome = "signed-in" | "wrong-password" | "wrong-code";

export async function recordSignIn(
  tx: Tx,
  entry: { userId: string; method: SignInMethod; outcome: SignInOutcome } & Partial<RequestOrigin>,
): Promise<void> {
  const { userId, method, outcome, ipAddress, userAgent } = entry;
  await tx.signIn.create({
    data: { userId, method, outcome, at: now(), ipAddress: ipAddress ?? null, userAgent: userAgent ?? null },
  });
}

export type PastSignIn = {
  id: string;
  at: string; // instant
  method: string;
  outcome: string;
  device: string;
  ipAddress: string | null;
};

const LATEST = 20;

/** The latest sign-ins of one person and the attempts that failed, newest first. */
export async function listSignIns(userId: string): Promise<PastSignIn[]> {
  const rows = await db.signIn.findMany({ where: { userId }, orderBy: { id: "desc" }, take: LATEST });
  return rows.map(({ id, at, method, outcome, userAgent, ipAddress }) => ({
    ...{ id: id.toString(), at: at.toISOString(), method, outcome, ipAddress },
    device: deviceInWords(userAgent),
  }));
}
