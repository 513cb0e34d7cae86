import { ActionForm } from "@/components/action-form";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import type { BankLineMatch, BankLineView } from "@/lib/payments/bank/queries";
import { accountHref, paymentHref, transactionHref } from "../../_parts/paths";
import { CodeLink } from "../../_parts/references";
import { bookLineAction, confirmSuggestionAction, undoMatchAction } from "../actions";
import { ruleWords, targetWords } from "../rule-words";

/** What the bank wrote. */
export function LineText({ line }: { line: BankLineView }) {
  const more = [line.counterparty, line.reference, line.typeCode && `code ${line.typeCode}`].filter(Boolean);
  return (
    <div className="wrap-anywhere">
      {line.description ?? "No description"}
      {more.length > 0 && <span className="block text-sm text-muted">{more.join(", ")}</span>}
    </div>
  );
}

/** What the line is matched with and why, or what can be done about it. */
export function LineMatch({ line }: { line: BankLineView }) {
  if (line.matches.length === 0) return <OpenLine line={line} />;
  const { rule, score, matchedById } = line.matches[0]!;
  return (
    <div className="grid gap-2">
      {line.matches.map((match) => (
        <Target key={`${match.targetType} ${match.targetId}`} match={match} />
      ))}
      <span className="text-sm text-muted">
        {ruleWords(rule)} ({score}), {matchedById === null ? "automatic" : "by a person"}
      </span>
      <UndoForm line={line} />
    </div>
  );
}

function Target({ match: { targetType, targetId, transactionId } }: { match: BankLineMatch }) {
  const isOrder = targetType === "ORDER" || targetType === "RETURN";
  return (
    <span>
      {targetWords(targetType)}:{" "}
      <CodeLink href={isOrder ? paymentHref(targetId) : accountHref(targetId)}>{targetId}</CodeLink>
      {transactionId && (
        <>
          {" "}
          <CodeLink href={transactionHref(transactionId)}>{`#${transactionId}`}</CodeLink>
        </>
      )}
    </span>
  );
}

function UndoForm({ line: { id, description } }: { line: BankLineView }) {
  return (
    <Disclosure summary="Undo match">
      <ActionForm action={undoMatchAction} aria-label={`Undo match of ${description ?? id}`}>
        <input type="hidden" name="lineId" value={id} />
        <Field name="reason" label="Reason">
          <Input maxLength={500} />
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Undoing…">
            Undo match
          </SubmitButton>
        </div>
      </ActionForm>
    </Disclosure>
  );
}

function OpenLine({ line }: { line: BankLineView }) {
  const name = line.description ?? line.id;
  return (
    <div className="grid gap-2">
      <div>
        <StatusBadge tone="pending">Open</StatusBadge>
      </div>
      {line.suggestion && <SuggestionForm line={line} suggestion={line.suggestion} name={name} />}
      <ActionForm action={bookLineAction} aria-label={`Book ${name}`}>
        <input type="hidden" name="lineId" value={line.id} />
        <Field name="as" label="Book as">
          <Select defaultValue="SUSPENSE">
            <option value="SUSPENSE">Unidentified</option>
            <option value="FEE">Bank fee</option>
            <option value="INTEREST">Bank interest</option>
            <option value="TAX">Withheld tax paid to the IRS</option>
          </Select>
        </Field>
        <div>
          <SubmitButton size="sm" variant="secondary" pendingLabel="Booking…">
            Book line
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  );
}

function SuggestionForm({
  line,
  suggestion: { rule, score, reason, targets },
  name,
}: {
  line: BankLineView;
  suggestion: NonNullable<BankLineView["suggestion"]>;
  name: string;
}) {
  return (
    <ActionForm action={confirmSuggestionAction} aria-label={`Confirm the match of ${name}`}>
      <p>
        Suggested: {ruleWords(rule)} ({score}). {reason}
      </p>
      <ul className="grid gap-1">
        {targets.map(({ id, kind, amount }) => (
          <li key={id}>
            <CodeLink href={kind === "FEE" || kind === "INTEREST" ? accountHref(id) : paymentHref(id)}>
              {id}
            </CodeLink>{" "}
            <Money amount={amount} />
          </li>
        ))}
      </ul>
      <input type="hidden" name="lineId" value={line.id} />
      {targets.length > 1 && (
        <Field name="targetId" label="Which one" required={false}>
          <Select defaultValue="">
            <option value="">All of them together</option>
            {targets.map(({ id, amount }) => (
              <option key={id} value={id}>
                {id}, {amount}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <div>
        <SubmitButton size="sm" pendingLabel="Matching…">
          Confirm match
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
