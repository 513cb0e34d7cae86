import type { Metadata } from "next";
import { Suspense } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeleton";
import { requirePermission } from "@/lib/session";
import { CheckResults } from "./check-results";
import { RunAgain } from "./run-again";

export const metadata: Metadata = { title: "Checks" };

export default async function ChecksPage() {
  await requirePermission("books.see");
  return (
    <>
      <PageHeader
        title="Checks"
        description="The rules of the ledger, and whether it agrees with loans, investments and payment orders. The checks run whenever you open this page and change nothing."
        actions={<RunAgain />}
      />
      <Suspense
        fallback={
          <Card className="overflow-hidden" aria-busy="true">
            <TableSkeleton rows={14} />
          </Card>
        }
      >
        <CheckResults />
      </Suspense>
    </>
  );
}
