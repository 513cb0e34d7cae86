// The copy of what was signed: the whole text in its order, and the signature with the hash of the text.
import { z } from "zod";
import { formatDate } from "@/lib/calendar/dates";
import { agreementBlocks, type AgreementBlock } from "@/lib/documents/agreement-blocks";
import type { Block, Column } from "@/lib/documents/engine/blocks";
import { date, defineTemplate, line } from "./template";

const schema = z.object({
  title: line,
  body: line,
  sha256: z.string("is missing").regex(/^[0-9a-f]{64}$/, "is not a SHA-256"),
  textVersion: line,
  signedName: line,
  signedFor: z.object({ company: line, title: line }).nullable(),
  signedOn: date,
  /** The instant on our server, as ISO text in UTC. */
  signedAt: line,
  /** False where a box was checked instead. */
  isTyped: z.boolean(),
});

export const signedCopy = defineTemplate({
  kind: "signed-copy",
  version: 1,
  schema,
  layout: (facts) => ({
    title: facts.title,
    addressee: [facts.signedFor?.company ?? facts.signedName],
    references: [{ label: "Signed", value: formatDate(facts.signedOn) }],
    blocks: [
      ...textBlocks(facts.body),
      { kind: "heading", text: "Signature" },
      {
        kind: "facts",
        caption: "Signature",
        rows: [
          {
            label: facts.isTyped ? "Signed by typing" : "Agreed by checking the box",
            value: facts.signedName,
          },
          ...(facts.signedFor
            ? [{ label: "Signed for", value: `${facts.signedFor.company}, as ${facts.signedFor.title}` }]
            : []),
          { label: "Recorded by the server at (UTC)", value: facts.signedAt },
          { label: "Version of the text", value: facts.textVersion },
        ],
      },
      { kind: "paragraph", text: `SHA-256 of the text as it was signed: ${facts.sha256}` },
    ],
  }),
});

/** The text without its title, which is the document's; consecutive facts are one table. */
export function textBlocks(body: string): Block[] {
  const blocks: Block[] = [];
  for (const block of agreementBlocks(body)) {
    const set = setBlock(block);
    if (!set) continue;
    const last = blocks.at(-1);
    if (set.kind === "facts" && last?.kind === "facts")
      blocks[blocks.length - 1] = { ...last, rows: [...last.rows, ...set.rows] };
    else blocks.push(set);
  }
  return blocks;
}

function setBlock(block: AgreementBlock): Block | null {
  switch (block.kind) {
    case "title":
    case "rule":
      return null;
    case "section":
    case "clause":
    case "term":
      return { kind: "heading", text: block.text };
    case "paragraph":
      return { kind: "paragraph", text: block.text };
    case "fact":
      return { kind: "facts", caption: "Terms", rows: [block] };
    case "table":
      return {
        kind: "table",
        caption: "Schedule",
        columns: block.header.map((title): Column => ({ title, align: "right" })),
        rows: block.rows.map((cells) => ({ cells })),
      };
  }
}
