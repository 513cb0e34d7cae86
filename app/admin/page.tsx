import type { Metadata } from "next";
import { Suspense } from "react";
import { Card, CardBody } from "@/components/ui/card";
import { DateText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { UtilizationChart } from "@/components/ui/utilization-chart";
import { poolHistory, poolOverview } from "@/lib/pool/queries";
import { onReplica } from "@/lib/read-replica";
import { requirePermission } from "@/lib/session";
import { Attention } from "./attention";
import { PoolFigures } from "./pool-figures";
import { poolPoints } from "./pool-points";
import { PromisesAhead } from "./promises-ahead";

export const metadata: Metadata = { title: { absolute: "Overview · Administration" } };

export default async function OverviewPage() {
  const { roles } = await requirePermission("overview.see");
  const [pool, history] = await Promise.all([poolOverview(), onReplica(() => poolHistory())]);
  const points = poolPoints(history, pool.asOf);
  return (
    <>
      <PageHeader
        title="Overview"
        description={
          <>
            As of <DateText on={pool.asOf} />, from the ledger. Each number links to its accounts.
          </>
        }
      />
      <div className="grid gap-8">
        <PoolFigures pool={pool} />
        <Suspense fallback={<Skeleton className="h-40 w-full" />}>
          <Attention pool={pool} roles={roles} />
        </Suspense>
        <Card>
          {points.length > 0 ? (
            <CardBody className="pt-6">
              <UtilizationChart points={points} />
            </CardBody>
          ) : (
            <EmptyState title="The pool is empty">
              After the first deposit clears, this chart shows cash, loans outstanding and amounts owed to
              investors by month.
            </EmptyState>
          )}
        </Card>
        <Suspense fallback={<Skeleton className="h-60 w-full" />}>
          <PromisesAhead />
        </Suspense>
      </div>
    </>
  );
}
