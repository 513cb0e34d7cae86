import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import Link from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import { countUnsealed, sealHead, type SealHead } from "@/lib/ledger/seal";
import { blockList } from "@/lib/ledger/seal-blocks";
import { explainRestore } from "@/lib/ledger/seal-chains";
import { latestProof } from "@/lib/pool/proof/queries";
import { requirePermission } from "@/lib/session";
import { Code } from "../../_parts/references";
import { count } from "@/app/_parts/words";
import { BLOCKS } from "./blocks/list";
import { ProofCard } from "./proof-card";
import { VerifyForm } from "./verify-form";

export const metadata: Metadata = { title: "Seal" };

const SHOWN = 10;

export default async function SealPage() {
  await requirePermission("books.see");
  const [head, waiting, blocks, restored, proof] = await Promise.all([
    sealHead(),
    countUnsealed(),
    blockList.page({ pageSize: SHOWN }),
    explainRestore(),
    latestProof(),
  ]);
  return (
    <>
      <PageHeader
        title="Seal"
        description="Every minute, committed entries are hashed into a chain of blocks. Changing a sealed row breaks the chain, even with full database rights."
      />
      {restored && (
        <Alert tone="failed" title="Sealing is paused" className="mb-6">
          {restored}
        </Alert>
      )}
      <BigNumber
        label="Head of the chain"
        value={head ? `Block ${head.block}` : "No blocks yet"}
        className="mb-6"
      >
        {head && (
          <>
            Sealed <InstantText at={head.sealedAt} />
          </>
        )}
      </BigNumber>
      <StatRow className="mb-8">
        <Stat label="Sealed" value={(head?.transactions ?? 0).toLocaleString("en-US")}>
          Transactions and refusals
        </Stat>
        <Stat label="Waiting" value={waiting.toLocaleString("en-US")}>
          {waiting === 0 ? "All committed entries are sealed" : "Committed, in the next block"}
        </Stat>
      </StatRow>
      <div className="grid grid-cols-1 gap-6">
        {head && <HeadHash head={head} />}
        <ProofCard proof={proof} />
        <Card>
          <CardHeader
            title="Verify"
            description="Reads all sealed transactions and hashes them outside the database. On the command line: npm run --silent ledger -- verify."
          />
          <CardBody>
            <VerifyForm />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Blocks" />
          <DataTable
            caption="Latest blocks, newest first"
            rows={blocks.rows}
            rowKey={BLOCKS.rowKey}
            columns={BLOCKS.columns}
            empty={
              <EmptyState title="No blocks yet">
                The worker seals within a minute of the first transaction.
              </EmptyState>
            }
          />
          {blocks.total > SHOWN && (
            <CardFooter>
              <Link className="link" href={BLOCKS.path}>
                All {count(blocks.total, "block")}
              </Link>
            </CardFooter>
          )}
        </Card>
      </div>
    </>
  );
}

function HeadHash({ head: { block, hash } }: { head: SealHead }) {
  return (
    <Card>
      <CardHeader
        title="Head hash"
        description="Keep a copy outside the database, on paper or in an email. Printed statements show its first characters."
        actions={<CopyButton text={`${block}:${hash}`} label="Copy head hash" />}
      />
      <CardBody>
        <Code>{`${block}:${hash}`}</Code>
      </CardBody>
    </Card>
  );
}
