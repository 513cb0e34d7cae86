import type { Metadata } from "next";
import { CoverageFigures, LossBuckets } from "@/app/_parts/coverage";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { gateHistory } from "@/lib/investing/gate/queries";
import { allowanceBuckets, coverageDays, cushion } from "@/lib/pool/allowance/queries";
import { requireActor } from "@/lib/session";

export const metadata: Metadata = { title: "The pool" };

/** What investors' money is lent to, and what covers what they are owed: the figures that staff see. */
export default async function PoolPage() {
  await requireActor("INVESTOR");
  const [[last], { retained, firstLoss }, { gate }] = await Promise.all([
    coverageDays(),
    cushion(),
    gateHistory(),
  ]);
  return (
    <>
      <PageHeader
        title="The pool"
        description="You hold a claim on the pool, not a share in any one loan. These are the figures that our staff see. Amounts in US dollars."
      />
      <div className="grid grid-cols-1 gap-8">
        {gate.state === "GATED" && (
          <Alert tone="pending" title="Deposits, early withdrawals and reinvestments are paused">
            Interest is credited and matured investments are paid out as before.
          </Alert>
        )}
        {last ? (
          <>
            <CoverageFigures day={last} retained={retained} firstLoss={firstLoss} />
            <LossBuckets buckets={await allowanceBuckets(last.on)} on={last.on} />
          </>
        ) : (
          <EmptyState title="No figures yet">They are computed each night.</EmptyState>
        )}
      </div>
    </>
  );
}
