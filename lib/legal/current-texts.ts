import { company } from "./company";
import type { LegalKind, LegalText } from "./legal-text";
import { privacyNotice } from "./privacy";
import { termsOfUse } from "./terms";

/** The texts as they are today, with our own name and address in them. */
export const CURRENT_TEXTS: Readonly<Record<LegalKind, LegalText>> = {
  terms: termsOfUse(company),
  privacy: privacyNotice(company),
};
