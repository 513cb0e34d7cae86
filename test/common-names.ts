// Common given and family names of the United States, in every combination: names that sanctions screening must let pass.

const GIVEN =
  "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Karen " +
  "Christopher Sarah Charles Lisa Daniel Nancy Matthew Sandra Anthony Ashley Mark Emily Steven Kimberly Donald Betty Andrew Margaret " +
  "Joshua Donna Paul Michelle Kenneth Carol Kevin Amanda Brian Melissa Timothy Deborah Ronald Stephanie George Rebecca Jason Sharon " +
  "Edward Laura Jeffrey Cynthia Ryan Amy Jacob Kathleen Nicholas Angela Gary Dorothy Eric Shirley Jonathan Emma Stephen Brenda Larry " +
  "Nicole Justin Pamela Scott Samantha Brandon Anna Benjamin Katherine Samuel Christine Gregory Debra Alexander Rachel Patrick Olivia " +
  "Frank Carolyn Raymond Maria Jack Janet Dennis Heather Jerry Diane";
const FAMILY =
  "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson Thomas Taylor " +
  "Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott " +
  "Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz " +
  "Parker Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed " +
  "Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo " +
  "Sanders Patel Myers Long Ross Foster Jimenez";

/** @example commonNames()[0] // "James Smith" */
export function commonNames(): string[] {
  return GIVEN.split(" ").flatMap((given) => FAMILY.split(" ").map((family) => `${given} ${family}`));
}
