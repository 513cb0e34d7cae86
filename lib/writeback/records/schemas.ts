// The shapes of the settings page's forms. Free of server code.
import { z } from "zod";
import { PLATFORM_CHOICES } from "./platforms";
import { oneLine } from "@/lib/text-input";

const version = z
  .string()
  .regex(/^\d{1,9}$/, "Reload the page.")
  .transform(Number);
const words = (most: number) =>
  oneLine("This field is required.").max(most, `Use at most ${most} characters.`);

const confirmed = z.literal("yes", "Confirm the change.").optional();
export const connectInput = z.strictObject({
  confirmed,
  platformKey: z.enum(
    PLATFORM_CHOICES.map(({ key }) => key) as [string, ...string[]],
    "Choose your accounting software.",
  ),
});
export const saveMappingInput = z.strictObject({
  card: z.enum(["deposit", "expense", "supplier"], "Choose a card."),
  choiceId: words(200).min(1, "Choose an entry from the list."),
  confirmed,
  version,
});
export const lenderAccountInput = z.strictObject({ choiceId: words(200).optional(), confirmed, version });
const requestKey = z.uuid("Reload the page.");
export const switchInput = z.strictObject({
  isOn: z.enum(["true", "false"]).transform((value) => value === "true"),
  backfill: z.enum(["all", "none"], "Choose whether to write the pending entries.").optional(),
});
export const disconnectInput = z.strictObject({
  confirm: z.literal("yes", "Confirm that you want to disconnect."),
});
export const eventInput = z.strictObject({
  eventId: z.string().regex(/^\d{1,18}$/, "Entry not found."),
});
const note = words(500).min(1, "Describe what was entered and where.");
export const byHandInput = eventInput.extend({ note });
export const allByHandInput = z.strictObject({ note });

/** The form of a new supplier or account has the fields that the connection asks for. */
export const createRecordInput = z
  .object({ version, requestKey })
  .catchall(words(2000))
  .transform(({ version: seen, requestKey: key, ...fields }) => ({
    version: seen,
    requestKey: key,
    fields: fields as Record<string, string>,
  }));
