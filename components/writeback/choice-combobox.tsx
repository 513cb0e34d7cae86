"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useState } from "react";
import { useControl } from "@/components/ui/form-context";
import { controlStyle } from "@/components/ui/input";
import { cn } from "@/lib/cn";
import type { Choice } from "@/lib/writeback/books/choices";
import { describeChoice, fits, unmatched } from "./choice-words";
import { Icon } from "@/components/ui/icon";

/** The last entry of a list: not a record of the books but the way to a new one. */
type NewEntry = { id: ""; name: string };
type Entry = Choice | NewEntry;

const isChoice = (entry: Entry): entry is Choice => entry.id !== "";

/**
 * A searchable list of the records in the books. What cannot be chosen is listed with its reason. What was typed stays
 * typed: a text that fits no entry is refused with a sentence, never cleared.
 */
export function ChoiceCombobox({
  choices,
  chosen,
  onChoose,
  onType,
  newEntry,
  onNew,
}: {
  choices: Choice[];
  chosen: Choice | null;
  onChoose: (choice: Choice | null) => void;
  onType?: () => void;
  newEntry: string | null;
  onNew: () => void;
}) {
  const { id, "aria-invalid": isInvalid, "aria-describedby": describedBy, name } = useControl();
  const [typed, setTyped] = useState(chosen?.name ?? "");
  const entries: Entry[] = newEntry === null ? choices : [...choices, { id: "", name: newEntry }];

  function type(text: string, reason: string) {
    // Closing the list would empty the field or put the old choice back: what a person typed is theirs.
    if (reason === "input-change" || reason === "item-press" || reason === "clear-press") setTyped(text);
    if (reason !== "input-change") return;
    onType?.();
    if (chosen && text !== chosen.name) onChoose(null);
  }

  function choose(entry: Entry | null, reason: string) {
    if (entry && !isChoice(entry)) {
      setTyped("");
      onChoose(null);
      onNew();
    } else if (entry) {
      setTyped(entry.name);
      onChoose(entry);
    } else if (reason === "clear-press") onChoose(null);
  }

  return (
    <>
      <input type="hidden" name={name} value={chosen?.id ?? unmatched(typed)} />
      <Combobox.Root<Entry>
        items={entries}
        value={chosen}
        onValueChange={(entry, { reason }) => choose(entry, reason)}
        inputValue={typed}
        onInputValueChange={(text, { reason }) => type(text, reason)}
        itemToStringLabel={({ name: label }) => label}
        isItemEqualToValue={(entry, value) => entry.id === value.id}
        filter={(entry, query) => !isChoice(entry) || query === chosen?.name || fits(entry, query)}
      >
        <Combobox.InputGroup className="relative">
          <Combobox.Input
            id={id}
            aria-invalid={isInvalid}
            aria-describedby={describedBy}
            placeholder="Type to search"
            autoComplete="off"
            className={cn(controlStyle, "h-10 pr-10")}
          />
          <Combobox.Trigger
            aria-label="Show the list"
            className="absolute inset-y-0 right-0 flex w-10 items-center justify-center text-muted"
          >
            <Icon name="chevron-down" className="size-4" />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
            <Combobox.Popup className="max-h-80 w-(--anchor-width) max-w-(--available-width) overflow-y-auto rounded-md border border-edge bg-surface py-1 shadow-float">
              <Combobox.List className="outline-none">
                {(entry: Entry) => <EntryItem key={entry.id || "new"} entry={entry} />}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
    </>
  );
}

function EntryItem({ entry }: { entry: Entry }) {
  const reason = isChoice(entry) ? entry.reason : null;
  return (
    <Combobox.Item
      value={entry}
      disabled={reason !== null}
      className={cn(
        "grid cursor-default grid-cols-[1rem_1fr] gap-2 px-3 py-2 outline-none data-highlighted:bg-accent-soft",
        !isChoice(entry) && "border-t font-medium text-accent",
        reason !== null && "cursor-not-allowed bg-sunken",
      )}
    >
      <Combobox.ItemIndicator className="col-start-1 pt-0.5">
        <Icon name="check" className="size-4" />
      </Combobox.ItemIndicator>
      <span className="col-start-2 min-w-0 wrap-anywhere">
        {entry.name}
        {isChoice(entry) && (
          <span className="block text-sm text-muted">{reason ?? describeChoice(entry)}</span>
        )}
      </span>
    </Combobox.Item>
  );
}
