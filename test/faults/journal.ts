// What the posters wrote down, and what follows from it for each key.
import { existsSync, readFileSync } from "node:fs";
import type { PostingRequest } from "@/lib/ledger/posting-request";

export type PosterOptions = {
  name: string;
  seed: number;
  journal: string;
  inFlight: number;
  /** Mean pause of a caller between two requests. */
  pauseMs: number;
};

/** A line of the journal. */
export type Note =
  | { ready: string; sent?: undefined; told?: undefined }
  | { finished: string; sent?: undefined; told?: undefined }
  | { sent: PostingRequest; told?: undefined }
  | { key: string; told: "posted"; id: string; sent?: undefined }
  | { key: string; told: "refused"; sent?: undefined }
  | { key: string; told: "unknown"; why: string; sent?: undefined };

export type Story = {
  request: PostingRequest;
  /** `open`: asked and not answered yet, or the process died. */
  told: "open" | "posted" | "refused" | "unknown";
  id?: string;
};

/** Adds what a journal says to `stories`, and returns the length read, to go on from. A half line at the end is left. */
export function readJournal(path: string, from: number, stories: Map<string, Story>): number {
  if (!existsSync(path)) return from;
  const text = readFileSync(path).subarray(from);
  const end = text.lastIndexOf(10) + 1;
  for (const line of text.subarray(0, end).toString().split("\n"))
    if (line) tell(JSON.parse(line) as Note, stories);
  return from + end;
}

function tell(note: Note, stories: Map<string, Story>) {
  if (note.sent) stories.set(note.sent.key, { request: note.sent, told: "open" });
  if (!note.told) return;
  const story = stories.get(note.key)!;
  if (note.told === "unknown" && ["posted", "refused"].includes(story.told)) return; // an outcome stays
  story.told = note.told;
  if (note.told === "posted") story.id = note.id;
}
