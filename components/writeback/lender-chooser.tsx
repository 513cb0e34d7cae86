"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Choice, Choices } from "@/lib/writeback/books/choices";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { CannotList } from "./cannot-list";
import { ChoiceCombobox } from "./choice-combobox";
import { CloseWhenSaved } from "./close-when-saved";
import { ConfirmChange } from "./confirm-change";
import { ask, DeskForm, useDesk } from "./desk";
import { FollowLink } from "./follow-link";
import { VersionField } from "./version-field";

/** The account that represents the loan: a new one created by the software, or an existing one. */
export function LenderChooser({
  platform,
  currentId,
  version,
  warning,
  close,
}: {
  platform: { platformKey: string; platformName: string };
  currentId: string | null;
  version: number;
  /** What a change leaves behind, to be confirmed. */
  warning: string | null;
  close: () => void;
}) {
  const { api } = useDesk();
  const { platformKey, platformName } = platform;
  // Where the feed has its own connection, the account is chosen on its page, and there is nothing to list here.
  const isElsewhere = rulesOf(platformKey).feed.separateKey !== null;
  const list = useQuery({
    queryKey: ["writeback-choices", api, "lender"],
    queryFn: () => ask<Choices>(api, { ask: "choices", card: "lender" }),
    enabled: !isElsewhere,
    staleTime: 0,
    retry: 1,
  });
  const [picked, setPicked] = useState<Choice | null>(null);
  if (list.error) return <CannotList words={list.error.message} retry={() => void list.refetch()} />;
  if (!list.data && !isElsewhere) return <Skeleton className="h-10" />;
  const choices = list.data?.choices ?? [];
  return (
    <DeskForm act="createLenderAccount" aria-label="Lender account">
      <FollowLink />
      <CloseWhenSaved close={close} />
      <VersionField version={version} current={currentId} />
      {choices.length > 0 && (
        <Field
          name="choiceId"
          label="Use an existing account"
          hint={`Leave blank to create a new one in ${platformName}.`}
          required={false}
        >
          <ChoiceCombobox
            choices={choices}
            chosen={picked}
            onChoose={setPicked}
            newEntry={null}
            onNew={() => undefined}
          />
        </Field>
      )}
      {choices.length === 0 && (
        <p className="text-muted">
          {isElsewhere
            ? `${platformName} asks on its own page which bank account to use for the loan: a new one or an existing one.`
            : `We create a new bank account in ${platformName} with a feed that only your loan writes to.`}
        </p>
      )}
      <ConfirmChange warning={warning} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel={picked ? "Connecting…" : "Creating…"}>
          {picked ? `Use ${picked.name}` : "Create lender account"}
        </SubmitButton>
        {currentId !== null && (
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
        )}
      </div>
    </DeskForm>
  );
}
