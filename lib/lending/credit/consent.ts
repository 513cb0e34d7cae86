// What a borrower agrees to before we ask the bureau. Shown on the form and kept as it was shown.

export const CONSENT_VERSION = "credit-check-consent-2";

export const CONSENT_TEXT =
  "I allow Modern Lending to obtain a credit report about me from a credit bureau to decide on this application. This is a " +
  "soft check: it does not affect my credit score. I am at least 18 years old, and the information I have given is true.";

/** A business's: no report is obtained about a person behind it. */
export const CERTIFICATION_VERSION = "business-certification-2";

export const CERTIFICATION_TEXT =
  "I am authorized to apply for this business. The information I have given about the business and its owners is true and complete. " +
  "Modern Lending decides based on this information and the business's history with it, and obtains no consumer credit report " +
  "about me or the owners.";
