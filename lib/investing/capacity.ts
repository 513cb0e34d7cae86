// How much more an option takes: its capacity less what is invested by it and on its way in.
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { d, Decimal, dollars, toMoney, ZERO } from "@/lib/money/money";
import type { InvestmentOption } from "@/prisma/generated/client";

type Limited = Pick<InvestmentOption, "id" | "capacity">;

/** Dollars left by option; an option without a capacity is absent. */
export async function roomOf(tx: Tx, options: readonly Limited[]): Promise<ReadonlyMap<string, string>> {
  const limited = options.flatMap(({ id, capacity }) => (capacity === null ? [] : [{ id, capacity }]));
  if (limited.length === 0) return new Map();
  const sums = await tx.investment.groupBy({
    by: ["optionId"],
    where: { optionId: { in: limited.map(({ id }) => id) }, status: { in: ["DEPOSITING", "ACTIVE"] } },
    _sum: { principal: true },
  });
  const taken = new Map(sums.map(({ optionId, _sum }) => [optionId, d(_sum.principal ?? "0")]));
  return new Map(
    limited.map(({ id, capacity }) => [
      id,
      toMoney(Decimal.max(ZERO, d(capacity).minus(taken.get(id) ?? ZERO))),
    ]),
  );
}

/** A sentence when the amount does not fit, null when it does. @param room dollars left, null without a capacity */
export function complaintAboutRoom(room: string | null | undefined, amount: string): string | null {
  if (room === null || room === undefined || d(amount).lessThanOrEqualTo(d(room))) return null;
  if (d(room).isZero()) return "This term takes no more money for now. Choose another one.";
  return `This term has room for ${dollars(room)}. Enter that amount or less, or choose another term.`;
}

/** Options with a capacity are locked, so that those who take the last of it take turns. */
export async function lockLimited(tx: Tx, optionId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM investment_options WHERE id = ${optionId} AND capacity IS NOT NULL FOR UPDATE`;
}

/** @throws DomainError "invalid" with field `amount`. The option is locked. */
export async function requireRoom(tx: Tx, option: Limited, amount: string): Promise<void> {
  const complaint = complaintAboutRoom((await roomOf(tx, [option])).get(option.id), amount);
  if (complaint) throw new DomainError("invalid", complaint, "amount");
}
