// The consent to electronic documents as a person opens it before agreeing. The code in it, typed back, shows that they can: 15 USC
// 7001(c)(1)(C)(ii).
import { z } from "zod";
import { defineTemplate, line } from "./template";
import { textBlocks } from "./signed-copy";

export const eSignConsentFacts = z.object({
  name: line,
  /** The whole text, which is kept as it was agreed to. */
  body: line,
  textVersion: line,
  code: z.string("is missing").regex(/^[A-HJ-NP-Z2-9]{6}$/, "is not a code of six characters"),
});

export const eSignConsent = defineTemplate({
  kind: "e-sign-consent",
  version: 1,
  schema: eSignConsentFacts,
  layout: ({ name, body, textVersion, code }) => ({
    title: "Consent to electronic documents and signatures",
    addressee: [name],
    references: [{ label: "Version of the text", value: textVersion }],
    blocks: [
      ...textBlocks(body),
      {
        kind: "notice",
        title: `Your code: ${code}`,
        text: "Type this code where you agree. It shows that you can open and read the PDF files in which we give you documents.",
      },
    ],
  }),
});
