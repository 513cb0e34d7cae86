// Which passwords are too easy to guess, beyond their length. The list is Mozilla's, as Firefox accounts use it: the package
// fxa-common-password-list (MPL-2.0) has the 50,000 most common passwords of at least eight characters out of the ten
// million that leaked, of which OWASP SecLists keeps a million. 3,527 of them have ten characters or more.
import { test as isCommon } from "fxa-common-password-list";
import { DomainError } from "@/lib/errors";

const COMMON = "This password is on the list of common and leaked passwords. Choose another one.";
const PERSONAL = "This password contains your name or email address. Choose another one.";
const OURS = "This password contains our name. Choose another one.";

/** At most so many digits and signs around a common password are what guessing tools try first. */
const AROUND = 8;
const SHORTEST_WORD = 4;

/**
 * Why a password is refused, or null.
 *
 * @example complaintAbout("Password2024!", { email: "pat@example.com", name: "Pat Doe" }) // "This password is on the list of …"
 */
export function complaintAbout(password: string, of: { email: string; name: string }): string | null {
  const typed = password.normalize("NFKC").toLowerCase();
  if (isCommon(typed) || isCommon(coreOf(typed)) || isRepetition(typed)) return COMMON;
  if (/modern[\s._-]?lending/.test(typed)) return OURS;
  const local = of.email.toLowerCase().split("@")[0]!;
  const words = [local, ...of.name.toLowerCase().split(/\s+/)].filter((word) => word.length >= SHORTEST_WORD);
  return words.some((word) => typed.includes(word) && typed.length - word.length <= AROUND) ? PERSONAL : null;
}

/** @throws DomainError "invalid" at the field "password" */
export function requireUncommonPassword(password: string, of: { email: string; name: string }): void {
  const complaint = complaintAbout(password, of);
  if (complaint) throw new DomainError("invalid", complaint, "password");
}

/** Without the digits and signs before and after it. */
function coreOf(typed: string): string {
  const core = typed.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  return typed.length - core.length <= AROUND ? core : typed;
}

/** One to four characters over and over: "abcabcabcabc". */
function isRepetition(typed: string): boolean {
  return /^(.{1,4}?)\1+$/u.test(typed);
}
