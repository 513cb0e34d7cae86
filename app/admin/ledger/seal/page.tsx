import type { Metadata } from "next";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DataTable, type Column } from "@/components/ui/data-table";
import { InstantText } from "@/components/ui/date-text";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { BigNumber, Stat, StatRow } from "@/components/ui/stat";
import { countUnsealed, listBlocks, sealHead, type SealedBlock } from "@/lib/ledger/seal";
import { explainRestore } from "@/lib/ledger/seal-chains";
import { requireActor } from "@/lib/session";
import { Code } from "../../_parts/references";
import { count } from "@/app/_parts/words";
import { VerifyForm } from "./verify-form";

export const metadata: Metadata = { title: "Seal" };

const SHOWN = 20;

export default async function SealPage() {
  await requireActor("ADMIN");
  const [head, waiting, blocks, restored] = await Promise.all([
    sealHead(),
    countUnsealed(),
    listBlocks(SHOWN),
    explainRestore(),
  ]);
  return (
    <>
      <PageHeader
        title="Seal"
        description="Every minute what was committed is hashed into a chain of blocks. Whoever alters a sealed row, even with all rights on the database, breaks the chain."
      />
      {restored && (
        <Alert tone="failed" title="Sealing is paused" className="mb-6">
          {restored}
        </Alert>
      )}
      <BigNumber
        label="Head of the chain"
        value={head ? `Block ${head.block}` : "Nothing sealed yet"}
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
          {waiting === 0 ? "Everything committed is sealed" : "Committed, for the next block"}
        </Stat>
      </StatRow>
      <div className="grid grid-cols-1 gap-6">
        {head && (
          <Card>
            <CardHeader
              title="Hash of the head"
              description="Keep it outside the database, on paper or in a mail. Printed statements carry its beginning."
              actions={<CopyButton text={`${head.block}:${head.hash}`} label="Copy the head" />}
            />
            <CardBody>
              <Code>
                {head.block}:{head.hash}
              </Code>
            </CardBody>
          </Card>
        )}
        <Card>
          <CardHeader
            title="Verify"
            description="Reads every sealed transaction again and hashes it outside the database. On the command line: npm run --silent ledger -- verify."
          />
          <CardBody>
            <VerifyForm />
          </CardBody>
        </Card>
        <Card>
          <CardHeader title="Blocks" />
          <DataTable
            caption="The last blocks, newest first"
            rows={blocks}
            rowKey={({ block }) => block}
            columns={COLUMNS}
            empty={
              <EmptyState title="No blocks yet">
                The worker seals within a minute of the first transaction.
              </EmptyState>
            }
          />
          {head && Number(head.block) > blocks.length && (
            <CardFooter>
              The last {blocks.length} of {count(Number(head.block), "block")}.
            </CardFooter>
          )}
        </Card>
      </div>
    </>
  );
}

const COLUMNS: Column<SealedBlock>[] = [
  { header: "Block", rowHeader: true, cell: ({ block }) => block },
  { header: "Sealed (server time)", cell: ({ sealedAt }) => <InstantText bare at={sealedAt} /> },
  {
    header: "Transactions and refusals",
    numeric: true,
    cell: ({ transactions }) => transactions.toLocaleString("en-US"),
  },
  { header: "Hash begins", cell: ({ hash }) => <Code>{hash.slice(0, 16)}</Code> },
];
