import { recordAudit } from "@/lib/audit/record-audit";
import { fromDbDate, toDbDate, type IsoDate } from "@/lib/calendar/dates";
import { businessDate } from "@/lib/clock";
import { db, inTransaction, type Tx } from "@/lib/db";
import {
  MATURITY_INSTRUCTION_VERSION,
  maturityInstruction,
  signedInstruction,
} from "@/lib/documents/maturity-instruction";
import { signDocument } from "@/lib/documents/sign-document";
import { DomainError } from "@/lib/errors";
import type { Investment } from "@/prisma/generated/client";
import { lockOwnInvestment } from "./find-investment";
import { project } from "./projection";
import { isInstructionOpen } from "./returns/roll-decision";

export type SetMaturityInstruction = {
  investorId: string;
  userId: string;
  investmentId: string;
} & (
  | { choice: "PAYOUT" }
  | {
      choice: "ROLL_ALL";
      minimumRate: string | null; // fraction
      signedName: string;
      ipAddress?: string | null | undefined;
      userAgent?: string | null | undefined;
    }
);

/**
 * Says what happens at maturity. Reinvesting is signed beforehand, since on that day nobody asks; paying out, which needs no
 * signature, takes an earlier instruction back.
 *
 * @throws DomainError not-found; wrong-state from the day of maturity on, and for an investment that has ended; of the
 *   signature as `signDocument`
 */
export async function setMaturityInstruction(wish: SetMaturityInstruction): Promise<void> {
  await inTransaction(async (tx) => {
    const investment = await lockOwnInvestment(tx, wish);
    const today = await businessDate(tx);
    requireChangeable(investment, today);
    const minimumRate = wish.choice === "ROLL_ALL" ? wish.minimumRate : null;
    const documentId = wish.choice === "ROLL_ALL" ? await sign(tx, investment, wish, today) : null;
    const row = { choice: wish.choice, minimumRate, documentId, setOn: toDbDate(today) };
    await tx.maturityInstruction.upsert({
      where: { investmentId: investment.id },
      create: { investmentId: investment.id, ...row },
      update: row,
    });
    await recordAudit(tx, {
      actorUserId: wish.userId,
      action: "investment.set-maturity-instruction",
      subjectType: "investment",
      subjectId: investment.id,
      detail: { choice: wish.choice, ...(minimumRate === null ? {} : { minimumRate }) },
      businessDate: today,
    });
  });
}

function requireChangeable({ status, maturesOn }: Investment, today: IsoDate): void {
  if (isInstructionOpen({ status, maturesOn: maturesOn && fromDbDate(maturesOn) }, today)) return;
  throw new DomainError(
    "wrong-state",
    "You can change what happens at maturity until the day before. This investment has matured or ended.",
  );
}

async function sign(
  tx: Tx,
  investment: Investment,
  wish: Extract<SetMaturityInstruction, { choice: "ROLL_ALL" }>,
  today: IsoDate,
): Promise<string> {
  const { userId, minimumRate, signedName, ipAddress, userAgent } = wish;
  const { id } = await signDocument(tx, {
    kind: "maturity-instruction",
    templateVersion: MATURITY_INSTRUCTION_VERSION,
    ...{ subjectType: "investment", subjectId: investment.id, userId },
    body: signedInstruction(await instructionText(tx, investment, userId), minimumRate),
    ...{ signedName, signedOn: today, ipAddress, userAgent },
  });
  return id;
}

/** The text before anything is filled in: what the page shows and what is signed are this same text. */
async function instructionText(tx: Tx, investment: Investment, userId: string): Promise<string> {
  const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } });
  const annualRate = investment.annualRate.toString();
  const { termMonths, number, maturesOn } = investment;
  const { maturityAmount } = project({
    ...{ principal: investment.principal.toFixed(2), annualRate, termMonths, startedOn: null },
  });
  return maturityInstruction({
    ...{ investorName: name, investmentNumber: number, maturityAmount, termMonths, annualRate },
    maturesOn: maturesOn && fromDbDate(maturesOn),
  });
}

/** The text for a page, of an investment of the investor's. @throws DomainError not-found */
export async function previewInstruction(of: {
  investorId: string;
  userId: string;
  investmentId: string;
}): Promise<string> {
  const { investorId, investmentId, userId } = of;
  const investment = await db.investment.findFirst({ where: { id: investmentId, investorId } });
  if (!investment) throw new DomainError("not-found", "Investment not found.");
  return instructionText(db, investment, userId);
}
