"use client";

import { useQuery } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { Money } from "@/components/ui/money";
import { Stat, StatRow } from "@/components/ui/stat";
import type { ReadBack } from "@/lib/writeback/pages/read-back";
import { CannotList } from "./cannot-list";
import { ask, useDesk } from "./desk";
import { ReadBackTable } from "./read-back-table";

/** Asks the books themselves, on request: it takes seconds and counts against a daily quota. */
export function ReadBackCard({ timeZone }: { timeZone: string }) {
  const { api } = useDesk();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["writeback-read-back", api],
    queryFn: () => ask<ReadBack>(api, { ask: "read-back" }),
    enabled: false,
    retry: false,
  });
  return (
    <Card aria-labelledby="read-back">
      <CardHeader
        id="read-back"
        title="Check your books"
        description="Reads the records from your accounting software and compares them with what we wrote."
        actions={
          <Button
            variant="secondary"
            aria-busy={isFetching || undefined}
            aria-disabled={isFetching || undefined}
            onClick={() => {
              if (!isFetching) void refetch();
            }}
          >
            {isFetching ? "Reading the books…" : data ? "Read again" : "Read the books"}
          </Button>
        }
      />
      <p role="status" className="sr-only">
        {isFetching ? "Reading the books" : data ? "Finished reading the books" : ""}
      </p>
      {error && (
        <CardBody>
          <CannotList words={error.message} retry={() => void refetch()} />
        </CardBody>
      )}
      {data && <Answer data={data} timeZone={timeZone} />}
    </Card>
  );
}

function Answer({ data: { lines, lenderBalance, at }, timeZone }: { data: ReadBack; timeZone: string }) {
  const differing = lines.filter(({ differs }) => differs).length;
  return (
    <>
      <CardBody className="grid grid-cols-1 gap-4">
        <p>
          Read <InstantText at={at} timeZone={timeZone} />.{" "}
          {differing === 0
            ? `All ${lines.length} records match what we wrote.`
            : `${differing} of ${lines.length} records differ.`}
        </p>
        <StatRow>
          <Stat label="Lender account per our ledger" value={<Money amount={lenderBalance.ledger} />} />
          <Stat label="As we wrote it" value={<Money amount={lenderBalance.pushed} />} />
          <Stat label="Its bank feed, read back" value={<Money amount={lenderBalance.feed} />} />
        </StatRow>
      </CardBody>
      <ReadBackTable lines={lines} />
    </>
  );
}
