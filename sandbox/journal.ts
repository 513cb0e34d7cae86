// A stand-in's memory on disk: JSON lines, of which the newest of a row wins. A request's lines are written in one piece
// before it is answered, so a restart knows everything that was confirmed.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** What is in RAM: takes in a line of the file, and gives the lines that are still worth keeping. */
type Memory<Line> = { replay: (line: Line) => void; kept: () => Line[] };

export class Journal<Line extends object> {
  #unwritten: string[] = [];
  #file: number | null = null;

  /** Replays what the file holds and shortens it; without a file nothing is kept. */
  constructor(dataFile: string | undefined, { replay, kept }: Memory<Line>) {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    if (existsSync(dataFile)) {
      for (const text of readFileSync(dataFile, "utf8").split("\n")) {
        const line = parse<Line>(text);
        if (line) replay(line);
      }
      writeFileSync(`${dataFile}.new`, kept().map(textOf).join(""));
      renameSync(`${dataFile}.new`, dataFile);
    }
    this.#file = openSync(dataFile, "a");
  }

  /** Takes note of a change as it is now: a row that changes again later is noted again. */
  note(line: Line): void {
    if (this.#file !== null) this.#unwritten.push(textOf(line));
  }

  /** Writes what was noted since the last time. */
  commit(): void {
    if (this.#file === null || this.#unwritten.length === 0) return;
    writeSync(this.#file, this.#unwritten.join(""));
    this.#unwritten = [];
  }

  close(): void {
    this.commit();
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}

/** Cents are bigint, which JSON does not know: `{"¢": "6667"}`. */
function textOf(line: object): string {
  const text = JSON.stringify(line, (_name, value: unknown) =>
    typeof value === "bigint" ? { "¢": String(value) } : value,
  );
  return `${text}\n`;
}

/** Null for the empty end of the file, and for a line that was cut short when the process died. */
function parse<Line>(text: string): Line | null {
  if (text === "") return null;
  try {
    return JSON.parse(text, (_name, value: unknown) =>
      typeof value === "object" && value !== null && "¢" in value ? BigInt(String(value["¢"])) : value,
    ) as Line;
  } catch {
    return null;
  }
}
