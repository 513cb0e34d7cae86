// Names of countries as the sanctions list writes them, as ISO 3166-1 codes. Only a tie-breaker rests on them: a name that
// is not known here neither confirms nor contradicts anybody.

/** Codes of ICU that are no countries of ISO 3166-1; Kosovo's XK stays, because the list and banks use it. */
const NO_COUNTRIES = new Set([
  "AC",
  "CP",
  "CQ",
  "DG",
  "EA",
  "EU",
  "EZ",
  "IC",
  "QO",
  "TA",
  "UN",
  "XA",
  "XB",
  "ZZ",
]);

/** The list's spellings where they are not the ones of the Unicode locale data. */
const LIST_NAMES: Readonly<Record<string, string>> = {
  ...{
    BS: "The Bahamas|Bahamas, The",
    CD: "Congo, Democratic Republic of the|Democratic Republic of the Congo",
  },
  ...{
    CG: "Congo, Republic of the|Republic of the Congo",
    CI: "Cote d Ivoire|Ivory Coast",
    CV: "Cabo Verde",
  },
  ...{
    CZ: "Czech Republic",
    GM: "The Gambia|Gambia, The",
    HK: "Hong Kong",
    KP: "Korea, North",
    KR: "Korea, South",
  },
  ...{
    MK: "Macedonia|North Macedonia, The Republic of|Macedonia, The Former Yugoslav Republic of",
    MM: "Burma|Myanmar",
  },
  ...{
    MO: "Macau|Macao",
    PS: "West Bank|Gaza|Palestinian|Palestine|State of Palestine",
    SZ: "Swaziland",
    TR: "Turkey",
  },
  ...{
    FM: "Micronesia, Federated States of",
    ST: "Sao Tome and Principe",
    US: "United States of America",
    VA: "Holy See",
  },
  ...{ VC: "Saint Vincent and the Grenadines", VG: "Virgin Islands, British", VI: "Virgin Islands, U.S." },
  ...{
    RU: "Russian Federation",
    SY: "Syrian Arab Republic",
    VN: "Viet Nam",
    LA: "Lao People's Democratic Republic",
  },
};

const CODES = countryCodes();

/** The code of a country's name, or null. @example countryCode("Korea, North") // "KP" */
export function countryCode(name: string): string | null {
  return CODES.get(keyOf(name)) ?? null;
}

/** Whether a text is a two-letter country code. @example isCountryCode("KP") // true */
export function isCountryCode(text: string): boolean {
  return [...CODES.values()].includes(text);
}

function countryCodes(): Map<string, string> {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    // A code that was replaced has the name of its successor and is not its own region.
    const isCurrent = new Intl.Locale(`und-${code}`).region === code && !NO_COUNTRIES.has(code);
    const name = isCurrent ? names.of(code) : undefined;
    if (name !== undefined) codes.set(keyOf(name), code);
  }
  for (const [code, spellings] of Object.entries(LIST_NAMES))
    for (const spelling of spellings.split("|")) codes.set(keyOf(spelling), code);
  return codes;
}

function keyOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/\bst\./g, "saint ")
    .replace(/['’]/g, "")
    .replace(/[^a-z]+/g, " ")
    .trim();
}
