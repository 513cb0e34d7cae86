// What the chip of a filter calls the person or thing whose ID the address holds.
import { namesOfPeople } from "@/lib/identity/people";
import { namesOfThings } from "@/lib/people/names";

export async function nameOfParty(id: string): Promise<string> {
  return (await namesOfThings([id])).get(id) ?? id;
}

export async function nameOfPerson(userId: string): Promise<string> {
  return (await namesOfPeople([userId])).get(userId) ?? userId;
}
