// What the day's share of each request takes out of its investment. Pure, over what was loaded.
import type { IsoDate } from "@/lib/calendar/dates";
import { Decimal, ZERO, type Decimal as Amount } from "@/lib/money/money";
import { serveQueue, type Served } from "@/lib/investing/returns/exit-queue";
import {
  afterwards,
  leave,
  leaveFor,
  paidOf,
  type Leaving,
  type Standing,
} from "@/lib/investing/returns/leave";

type Asked = { id: string; requestedOn: IsoDate; open: Amount; investmentId: string };
export type Planned = { request: Asked; left: Leaving; open: Amount; principal: Amount };
type Plan = Omit<Served, "paid"> & { payments: Planned[] };

/**
 * Shares the day's cash among the requests and works out what leaves.
 *
 * @param requests open ones, with the principal that they still ask for; several of one investment follow each other
 * @returns one payment for each that gets something: what leaves, and what the request and the investment have left
 *
 * @example one request for all of 10,000.00 with 240.00 credited, on 2026-07-01 with plenty of cash: 10,000.00 and 120.00 leave
 */
export function planExits({
  requests,
  standings,
  on,
  ...money
}: {
  requests: readonly Asked[];
  standings: ReadonlyMap<string, Standing>;
  on: IsoDate;
  cash: Amount;
  soon: Amount;
  liabilities: Amount;
}): Plan {
  const whole = inTurn(requests, standings, (standing, { open }) => leave(standing, { on, part: open }));
  const { paid, ...served } = serveQueue({
    requests: requests.map(({ requestedOn }, at) => ({ requestedOn, amount: amountOf(whole[at]!.left) })),
    ...money,
  });
  const shares = inTurn(requests, standings, (standing, { open }, at) => {
    const share = paid[at]!;
    return share.isZero() ? null : leaveFor(standing, { on, part: open, paid: share });
  });
  const payments = shares.flatMap(({ left, principal }, at) => {
    const request = requests[at]!;
    return left ? [{ request, left, principal, open: request.open.minus(left.principal) }] : [];
  });
  return { ...served, payments };
}

function inTurn(
  requests: readonly Asked[],
  standings: ReadonlyMap<string, Standing>,
  step: (standing: Standing, request: Asked, at: number) => Leaving | null,
): { left: Leaving | null; principal: Amount }[] {
  const now = new Map(standings);
  return requests.map((request, at) => {
    const standing = now.get(request.investmentId)!;
    const part = Decimal.min(request.open, standing.principal);
    const left = part.isZero() ? null : step(standing, { ...request, open: part }, at);
    const next = left ? afterwards(standing, left) : standing;
    now.set(request.investmentId, next);
    return { left, principal: next.principal };
  });
}

const amountOf = (left: Leaving | null) => (left ? paidOf(left) : ZERO);
