// The moment to restore to, as people write it and as pgBackRest takes it.

const FORM = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,6})?) ?(Z|[+-]\d\d(?::?\d\d)?)$/;

/**
 * @param text e.g. "2026-11-30 12:02:32.803884+00" or "2026-11-30T07:02:32-05:00"
 * @throws Error with a sentence when it is no moment, or has no numeric offset: a name such as EST is read differently by each program
 */
export function readTarget(text: string): { pgbackrest: string; at: Date } {
  const [, date, time, offset] = FORM.exec(text) ?? [];
  const at = new Date(`${date}T${time?.slice(0, 12)}${offset === "Z" ? offset : full(offset ?? "")}`);
  if (!date || Number.isNaN(at.getTime()))
    throw new Error(
      `"${text}" is no moment to restore to. Write date, time and numeric offset, for example "2026-11-30 12:02:32+00".`,
    );
  return { pgbackrest: `${date} ${time}${offset === "Z" ? "+00" : offset}`, at };
}

/** "+00" → "+00:00", "-0500" → "-05:00" */
function full(offset: string): string {
  const digits = offset.replace(":", "").slice(1).padEnd(4, "0");
  return `${offset[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
