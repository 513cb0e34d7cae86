// Which typed forms wait for their person, and what of them is never kept. Pure.

/** What one control held: the text, or for one option of a choice "on" or nothing. */
export type Answer = { readonly name: string; readonly option: string; readonly value: string };

export type Unsent = {
  readonly person: string;
  readonly page: string; // path and query
  readonly form: string; // its label
  readonly keptAt: number; // milliseconds since 1970
  readonly answers: readonly Answer[];
  readonly secrets: readonly string[]; // labels of what was typed and not kept
};

const LONGEST_MS = 2 * 60 * 60 * 1000; // the screen may have been left

const SECRET_NAME =
  /password|secret|token|account.?number|tax|ssn|social|\bein\b|registration|birth|card|cvv|\bpin\b/i;

/** True for what must not lie in a browser's storage: passwords, account numbers, tax ids, dates of birth. */
export function isSecret({
  name,
  type,
  autocomplete = "",
}: {
  name: string;
  type: string;
  autocomplete?: string;
}) {
  return type === "password" || SECRET_NAME.test(name) || /^cc-|password|one-time/.test(autocomplete);
}

/** True while a kept form is this person's, of this page and not too old. */
export function isFor(unsent: Unsent, here: Pick<Unsent, "person" | "page" | "form">, now: number): boolean {
  const isSame = unsent.person === here.person && unsent.page === here.page && unsent.form === here.form;
  return isSame && now - unsent.keptAt < LONGEST_MS;
}

/** Whether an action ended with Next's redirect to the sign-in page: its session has ended. */
export function leadsToSignIn(error: unknown): boolean {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return /^NEXT_REDIRECT;\w*;\/sign-in[?;]/.test(digest);
}
