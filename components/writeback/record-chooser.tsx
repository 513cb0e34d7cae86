"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Choice, Choices } from "@/lib/writeback/books/choices";
import type { SavedCard } from "@/lib/writeback/books/save-mapping";
import { CARD_WORDS } from "@/lib/writeback/codat/words";
import { CannotList } from "./cannot-list";
import { ConfirmChange } from "./confirm-change";
import { ChoiceCombobox } from "./choice-combobox";
import { CreateRecord } from "./create-record";
import { CloseWhenSaved } from "./close-when-saved";
import { ask, DeskForm, useDesk } from "./desk";
import type { Chooser } from "./mapping-card";
import { VersionField } from "./version-field";

const NEW_ENTRY: Record<SavedCard, string | null> = {
  deposit: null,
  expense: "Create a new expense account…",
  supplier: "Create a new supplier…",
};

/** Lists the live records for a card and saves the one that is chosen; nothing counts before the server says so. */
export function RecordChooser({
  card,
  currentId,
  version,
  failureId,
  warning,
  chooser,
}: {
  card: SavedCard;
  currentId: string | null;
  version: number;
  /** A new record that was not taken: its form comes back as it was typed. */
  failureId: string | null;
  /** What a change leaves behind, to be confirmed. */
  warning: string | null;
  chooser: Chooser;
}) {
  const { api } = useDesk();
  const list = useQuery({
    queryKey: ["writeback-choices", api, card],
    queryFn: () => ask<Choices>(api, { ask: "choices", card }),
    staleTime: 0,
    retry: 1,
  });
  const [isCreating, setCreating] = useState(failureId !== null);
  const [picked, setPicked] = useState<Choice | null | undefined>(undefined);
  if (list.error) return <CannotList words={list.error.message} retry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="h-10" />;
  if (isCreating && card !== "deposit")
    return (
      <CreateRecord
        card={card}
        version={version}
        currentId={currentId}
        failureId={failureId}
        cancel={() => setCreating(false)}
        close={chooser.close}
      />
    );
  const { choices, suggestedId } = list.data;
  const wanted = currentId ?? suggestedId;
  const chosen =
    picked === undefined
      ? (choices.find(({ id, isSelectable }) => id === wanted && isSelectable) ?? null)
      : picked;
  return (
    <DeskForm act="saveMapping" aria-label={CARD_WORDS[card]}>
      <CloseWhenSaved close={chooser.close} />
      <input type="hidden" name="card" value={card} />
      <VersionField version={version} current={currentId} />
      <Field
        name="choiceId"
        label={CARD_WORDS[card]}
        hint={hintFor(currentId !== null, Boolean(suggestedId) && picked === undefined)}
      >
        <ChoiceCombobox
          choices={choices}
          chosen={chosen}
          onChoose={(choice) => {
            chooser.begin();
            setPicked(choice);
          }}
          onType={chooser.begin}
          newEntry={NEW_ENTRY[card]}
          onNew={() => {
            chooser.begin();
            setCreating(true);
          }}
        />
      </Field>
      <ConfirmChange warning={chosen && chosen.id !== currentId ? warning : null} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
        {currentId !== null && (
          <Button variant="ghost" onClick={chooser.close}>
            Cancel
          </Button>
        )}
      </div>
    </DeskForm>
  );
}

function hintFor(isChange: boolean, isSuggested: boolean) {
  if (isChange) return "Changes apply to future entries only.";
  return isSuggested ? "Suggested from your books. Confirm it or choose another." : undefined;
}
