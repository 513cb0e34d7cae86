// The forms of the settings as the administrator sends them: the same fields, and whose settings they are.
import { z } from "zod";
import { isUnmatched } from "@/components/writeback/choice-words";
import {
  allByHandInput,
  byHandInput,
  connectInput,
  createRecordInput,
  disconnectInput,
  eventInput,
  lenderAccountInput,
  saveMappingInput,
  switchInput,
} from "@/lib/writeback/records/schemas";

const whose = { borrowerId: z.string().min(1).max(60) };

const lenderInput = lenderAccountInput.extend({
  choiceId: z
    .string()
    .max(200)
    .refine((id) => !isUnmatched(id), "Choose an entry from the list, or clear the field for a new account.")
    .transform((id) => (id === "" ? null : id))
    .optional(),
});

export const BORROWER_INPUTS = {
  connect: connectInput,
  disconnect: disconnectInput,
  saveMapping: saveMappingInput,
  createRecord: createRecordInput,
  lender: lenderInput,
  switch: switchInput,
  event: eventInput,
  byHand: byHandInput,
  allByHand: allByHandInput,
  nothing: z.strictObject({}),
};

export const ADMIN_INPUTS = {
  connect: connectInput.extend(whose),
  disconnect: disconnectInput.extend(whose),
  saveMapping: saveMappingInput.extend(whose),
  createRecord: createRecordInput.pipe(
    z
      .object({ version: z.number(), requestKey: z.string(), fields: z.record(z.string(), z.string()) })
      .transform(({ fields: { borrowerId = "", ...fields }, ...rest }) => ({ ...rest, fields, borrowerId })),
  ),
  lender: lenderInput.extend(whose),
  switch: switchInput.extend(whose),
  event: eventInput.extend({ borrowerId: whose.borrowerId.optional() }),
  byHand: byHandInput.extend({ borrowerId: whose.borrowerId.optional() }),
  allByHand: allByHandInput.extend(whose),
  nothing: z.strictObject(whose),
};
