import { z } from "zod";

/** A head as it is printed: the number of the block, a colon, at least sixteen digits of its hash. */
const HEAD = /^(\d{1,18}):([0-9a-f]{16,64})$/;

export const verifyInput = z.strictObject({
  head: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => text === "" || HEAD.test(text), "Write it as printed, such as 12:0123456789abcdef.")
    .transform((text) => HEAD.exec(text))
    .transform((match) => match && { block: match[1]!, hash: match[2]! }),
});
