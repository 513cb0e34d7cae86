import { z } from "zod";
import { isoDate } from "@/lib/calendar/dates";
import { oneLine } from "@/lib/text-input";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
export type Filters<Shape extends z.ZodRawShape> = { [K in keyof Shape]?: z.output<Shape[K]> | undefined };

/** The filters in an address, each read by its own rule; one that breaks its rule counts as not set. */
export async function readFilters<Shape extends z.ZodRawShape>(
  shape: Shape,
  searchParams: SearchParams,
): Promise<Filters<Shape>> {
  const given = await searchParams;
  const read = Object.entries(shape).map(([name, rule]) => {
    const value = given[name];
    const parsed = z.safeParse(rule, Array.isArray(value) ? value[0] : value);
    return [name, parsed.success ? parsed.data : undefined];
  });
  return Object.fromEntries(read) as Filters<Shape>;
}

const LONGEST_TEXT = 100;

/** What a person types into a search field. */
export const searchText = oneLine("Type something.").min(1).max(LONGEST_TEXT);
/** An id, or the cursor after the last row of the previous page. */
export const mark = z.string().regex(/^[\w:.~-]{1,120}$/);
export const onDate = isoDate;
