"use client";

import { useState, type ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Mapped } from "@/lib/writeback/pages/queries";
import { CARD_WORDS } from "@/lib/writeback/codat/words";
import type { CardName } from "@/lib/writeback/records/target-names";
import { Icon } from "@/components/ui/icon";

export type Chooser = { begin: () => void; close: () => void };

/** One of the four: why it is needed, and either the confirmed record with Change or the way to choose one. */
export function MappingCard({
  card,
  current,
  purpose,
  problem,
  notice,
  canChoose,
  failureId = null,
  children,
}: {
  card: CardName;
  current: Mapped | null;
  purpose: string;
  problem: string | null;
  /** What is under way for this card. */
  notice?: ReactNode;
  canChoose: boolean;
  /** A record that could not be made: its person goes on where they were. */
  failureId?: string | null;
  /** The chooser; it says when a person has begun to choose, and closes itself when that is saved or canceled. */
  children: (chooser: Chooser) => ReactNode;
}) {
  // What a person has begun stays open, also when somebody else chooses in between, so that nothing is lost.
  const [isBegun, setBegun] = useState(false);
  // A record that is being made ends the choosing; its form is gone before it could say so itself.
  if (notice && isBegun) setBegun(false);
  const [knownFailure, setKnownFailure] = useState<string | null>(null);
  if (failureId !== knownFailure) {
    setKnownFailure(failureId);
    if (failureId) setBegun(true);
  }
  const id = `card-${card}`;
  const isOpen = canChoose && !notice && (isBegun || !current);
  const chooser = { begin: () => setBegun(true), close: () => setBegun(false) };
  return (
    <Card aria-labelledby={id}>
      <CardHeader
        id={id}
        title={CARD_WORDS[card]}
        actions={
          problem ? (
            <StatusBadge tone="failed">Needs attention</StatusBadge>
          ) : current ? (
            <StatusBadge tone="posted">Chosen</StatusBadge>
          ) : (
            <StatusBadge tone="pending">Missing</StatusBadge>
          )
        }
      />
      <CardBody className="grid grid-cols-1 content-start gap-4">
        <p className="text-muted">{purpose}</p>
        {problem && <Alert tone="failed">{problem}</Alert>}
        {notice}
        {current && (
          <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="flex min-w-0 gap-2">
              {!problem && <Icon name="circle-check" className="mt-0.5 size-5 shrink-0 text-posted" />}
              <span className="min-w-0 wrap-anywhere">
                {CARD_WORDS[card]} → <strong>{current.name}</strong>
              </span>
            </span>
            {canChoose && !isOpen && !notice && (
              <Button variant="secondary" size="sm" onClick={chooser.begin}>
                Change<span className="sr-only"> {CARD_WORDS[card].toLowerCase()}</span>
              </Button>
            )}
          </p>
        )}
        {!current && !canChoose && (
          <p className="text-muted">Connect your accounting software to choose one.</p>
        )}
        {isOpen && children(chooser)}
      </CardBody>
    </Card>
  );
}
