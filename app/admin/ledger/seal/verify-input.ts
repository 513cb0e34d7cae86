import { z } from "zod";

/** A head hash as printed: block number, colon, and at least 16 digits of the hash. */
const HEAD = /^(\d{1,18}):([0-9a-f]{16,64})$/;

export const verifyInput = z.strictObject({
  head: z
    .string()
    .trim()
    .toLowerCase()
    .refine(
      (text) => text === "" || HEAD.test(text),
      "Enter the head hash as printed, such as 12:0123456789abcdef.",
    )
    .transform((text) => HEAD.exec(text))
    .transform((match) => match && { block: match[1]!, hash: match[2]! }),
});
