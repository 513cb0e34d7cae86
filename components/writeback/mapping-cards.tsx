"use client";

import type { WritebackSettings } from "@/lib/writeback/pages/queries";
import type { SavedCard } from "@/lib/writeback/books/save-mapping";
import { CreationNotice } from "./creation-notice";
import { LenderChooser } from "./lender-chooser";
import { LenderNotice } from "./lender-notice";
import { MappingCard } from "./mapping-card";
import { RecordChooser } from "./record-chooser";

const PURPOSES = {
  deposit: "The bank account in your books that receives the loan and makes payments.",
  expense: "The account where interest and fees are recorded.",
  supplier: "The lender, as a supplier in your books, to whom interest is paid.",
  lender: "A bank account in your books that represents the loan. Its negative balance is what you owe.",
};
const CREATES = { deposit: null, expense: "EXPENSE_ACCOUNT", supplier: "SUPPLIER" } as const;
const SAVED: readonly SavedCard[] = ["deposit", "expense", "supplier"];

/** The four choices, in their order. */
export function MappingCards({ settings }: { settings: WritebackSettings }) {
  const { connection, mapping, pendingOperations } = settings;
  const { version, lender, problem } = mapping;
  const canChoose = connection?.isReady ?? false;
  const problemOf = (card: string) => (problem?.card === card ? problem.words : null);
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
      {SAVED.map((card) => {
        const current = mapping[card];
        const creation = pendingOperations.find(({ kind }) => kind === CREATES[card]);
        const isUnderWay = creation !== undefined && creation.state !== "FAILED";
        const failure = creation && !isUnderWay ? creation : null;
        return (
          <MappingCard
            key={card}
            card={card}
            current={current}
            purpose={PURPOSES[card]}
            problem={problemOf(card)}
            notice={isUnderWay && <CreationNotice operation={creation} />}
            canChoose={canChoose}
            failureId={failure?.id ?? null}
          >
            {(chooser) => (
              <>
                {failure && <CreationNotice operation={failure} />}
                <RecordChooser
                  card={card}
                  currentId={current?.id ?? null}
                  version={version}
                  failureId={failure?.id ?? null}
                  warning={card === "deposit" ? mapping.warnings.deposit : null}
                  chooser={chooser}
                />
              </>
            )}
          </MappingCard>
        );
      })}
      <MappingCard
        card="lender"
        current={lender?.status === "connected" || lender?.isStandIn ? lender : null}
        purpose={PURPOSES.lender}
        problem={problemOf("lender")}
        notice={lender && lender.status !== "connected" && canChoose && <LenderNotice settings={settings} />}
        canChoose={canChoose}
      >
        {({ close }) =>
          connection && (
            <LenderChooser
              platform={connection}
              currentId={lender?.id ?? null}
              version={version}
              warning={mapping.warnings.lender}
              close={close}
            />
          )
        }
      </MappingCard>
    </div>
  );
}
