// What the chip of a filter calls the person or thing whose ID the address holds.
import { namesOfThings } from "@/lib/people/names";

export async function nameOfThing(id: string): Promise<string> {
  return (await namesOfThings([id])).get(id) ?? id;
}
