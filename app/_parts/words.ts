/** "1 loan", "2 loans"; `plural` for words that do not take an s. */
export function count(n: number, one: string, plural = `${one}s`) {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : plural}`;
}

/** Our own text with its first letter capitalized and nothing else changed. */
export function capitalized(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Names whose words are not their letters. */
const SPECIAL: Readonly<Record<string, string>> = { ADMIN: "Administrator", "charge-off": "Charge-off" };

/** "EQUAL_PRINCIPAL", "equal-principal" or "equalPrincipal" as "Equal principal". */
export function words(name: string) {
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name]!;
  const text = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-_.]/g, " ")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
