// A form whose session has ended comes back filled in after the sign-in. What was typed waits in the tab's own storage,
// for the same person and the same page only, and never holds what a stranger at the screen could use.
import { isSecret, isFor, leadsToSignIn, type Answer, type Unsent } from "./unsent-rules";

const KEY = "modern-lending.unsent-form";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What a form holds at this moment. Taken before it is sent: by the time of an answer the page may be another. */
export function unsentOf(form: HTMLFormElement): Unsent {
  const controls = controlsOf(form);
  return {
    ...whereabouts(form),
    keptAt: Date.now(),
    answers: controls.filter((control) => !isSecret(control)).map(answerOf),
    secrets: controls
      .filter((control) => isSecret(control) && control.value !== "")
      .map((control) => control.labels?.[0]?.textContent ?? control.name),
  };
}

/** Runs an action; where it leads to the sign-in page because nobody is signed in any more, the form is kept. */
export async function keepingUnsent<T>(unsent: Unsent | null, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (unsent && leadsToSignIn(error)) write(unsent);
    throw error;
  }
}

/** What waits for this form, once; null when there is nothing, or it was another person's, page or form. */
export function takeUnsent(form: HTMLFormElement): Unsent | null {
  const unsent = read();
  if (!unsent || !isFor(unsent, whereabouts(form), Date.now())) return null;
  sessionStorage.removeItem(KEY);
  return unsent;
}

/** Puts the answers back as if they were typed, so that whatever follows what is typed follows. */
export function refill(form: HTMLFormElement, answers: readonly Answer[]): void {
  form.closest("details")?.setAttribute("open", "");
  for (const control of controlsOf(form)) {
    const answer = answers.find(({ name, option }) => name === control.name && option === optionOf(control));
    if (!answer || control.disabled) continue;
    if (isChoice(control)) {
      if (answer.value === "on" && !control.checked) control.click();
      if (answer.value === "" && control.checked && control.type === "checkbox") control.click();
    } else if (control.value !== answer.value) {
      setValue(control, answer.value);
    }
  }
}

function controlsOf(form: HTMLFormElement): Control[] {
  const isAnswer = (each: Element): each is Control =>
    /^(INPUT|SELECT|TEXTAREA)$/.test(each.tagName) &&
    !/^(hidden|submit|button|file|reset|image)$/.test((each as Control).type);
  return [...form.elements].filter(isAnswer).filter(({ name }) => name !== "");
}

function answerOf(control: Control): Answer {
  const value = isChoice(control) ? (control.checked ? "on" : "") : control.value;
  return { name: control.name, option: optionOf(control), value };
}

function isChoice(control: Control): control is HTMLInputElement {
  return control.type === "radio" || control.type === "checkbox";
}

/** Distinguishes controls that share one name. */
function optionOf(control: Control) {
  return isChoice(control) ? control.value : "";
}

/** React listens to its own setter: the value is set behind its back and then announced. */
function setValue(control: Control, value: string) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), "value")?.set?.call(control, value);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function whereabouts(form: HTMLFormElement) {
  return {
    person: document.querySelector<HTMLMetaElement>('meta[name="person"]')?.content ?? "",
    page: `${location.pathname}${location.search}`,
    form: form.getAttribute("aria-label") ?? form.getAttribute("aria-labelledby") ?? "",
  };
}

function read(): Unsent | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Unsent | null;
  } catch {
    return null; // storage that the browser keeps from us
  }
}

function write(unsent: Unsent) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(unsent));
  } catch {
    // Full, or kept from us: the person types again, as without this.
  }
}
