import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { labeledPairs } from "@/test/sanctions-pairs";
import { birthAgreement, readListedBirth } from "./birth-dates";
import { countryCode, isCountryCode } from "./countries";
import { editSimilarity, jaroWinkler } from "./jaro-winkler";
import { indexNames } from "./name-index";
import { nameWords } from "./name-words";
import { readSanctionsList } from "./read-list";
import { SCREENING_THRESHOLD, screen } from "./screen";

const bytes = readFileSync("sandbox/sanctions/sdn.xml");
const index = indexNames(readSanctionsList([{ name: "sdn.xml", bytes }]).entries);
const scoreOf = (listId: string, name: string, born: string | null = null, country: string | null = null) =>
  screen(index, { name, born, country }, 0).find((hit) => hit.listId === listId)?.score ?? 0;
const wordsOf = (name: string) => nameWords(name).map(({ text }) => text);

describe("a name", () => {
  it.each([
    ["Łódź Ångström", ["angstrom", "lodz"]],
    ["STRAẞE ﬁn Æsir", ["aesir", "fin", "strasse"]],
    ["İsmail ISIK ışık", ["isik", "isik", "ismail"]],
    ["O'Brien O’Brien Sa`id", ["obrien", "obrien", "said"]],
    ["Jean-Pierre", ["jean", "pierre"]],
    ["J.R. Doe", ["doe", "j", "r"]],
    ["A.I.C. S.A.", ["aic", "sa"]],
    ["Иван Щукин", ["ivan", "shchukin"]],
    ["DOE, Jane", ["doe", "jane"]],
    ["e\u0301 é", ["e", "e"]],
    [" . - ' ", []],
  ])("%s is read as its words", (name, words) => expect(wordsOf(name)).toEqual(words));

  it("weighs titles and legal forms little, initials and words of companies less than names", () => {
    const weights = Object.fromEntries(
      nameWords("Dr John Q Trading Ltd").map(({ text, weight }) => [text, weight]),
    );
    expect(weights).toEqual({ dr: 0.05, ltd: 0.05, q: 0.3, trading: 0.5, john: 1 });
  });
});

describe("similarity of words", () => {
  it.each([
    ["martha", "marhta", 0.9611],
    ["dixon", "dicksonx", 0.8133],
    ["dwayne", "duane", 0.84],
    ["abc", "xyz", 0],
    ["", "", 0],
  ])("by Jaro-Winkler of %s and %s is %d", (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 4);
    expect(jaroWinkler(b, a)).toBeCloseTo(expected, 4);
  });

  it.each([
    ["kowalski", "kowalewski", 0.8],
    ["jhon", "john", 0.75],
    ["abc", "", 0],
    ["same", "same", 1],
  ])("by edits of %s and %s is %d", (a, b, expected) => {
    expect(editSimilarity(a, b)).toBeCloseTo(expected, 10);
    expect(editSimilarity(b, a)).toBeCloseTo(expected, 10);
  });
});

describe("a birth date", () => {
  const listed = (day: string, rest: string) => readListedBirth(`${day} ${rest}`.trim());
  it.each([
    ["12", "Mar 1961", "1961-03-12", "1961-03-12"],
    ["3", "Mar 1961", "1961-03-03", "1961-03-03"],
    ["", "Feb 1960", "1960-02-01", "1960-02-29"],
    ["", "1961", "1961-01-01", "1961-12-31"],
    ["", "circa 1961", "1961-01-01", "1961-12-31"],
    ["", "1961 to 1963", "1961-01-01", "1963-12-31"],
    ["", "circa 1961-1963", "1961-01-01", "1963-12-31"],
    ["30", "Feb 1961", null, null],
    ["", "1963 to 1961", null, null],
    ["", "the sixties", null, null],
    ["", "0000", null, null],
  ])("%s %s covers its days", (day, rest, from, to) => expect(listed(day, rest)).toMatchObject({ from, to }));

  it.each([
    ["1961-03-12", "same-day"],
    ["1961-12-03", "swapped"],
    ["1961-05-05", "same-year"],
    ["1962-03-12", "next-year"],
    ["1989-03-12", "other"],
    [null, "unknown"],
  ])("%s agrees with a listed day", (born, agreement) =>
    expect(birthAgreement(born, [listed("12", "Mar 1961")])).toBe(agreement),
  );

  it("agrees with the best of several, with a year, and within two years of circa", () => {
    expect(birthAgreement("1961-05-05", [readListedBirth("1950"), readListedBirth("1961")])).toBe("within");
    expect(birthAgreement("1963-05-05", [readListedBirth("circa 1961")])).toBe("near");
    expect(birthAgreement("1964-05-05", [readListedBirth("circa 1961")])).toBe("other");
    expect(birthAgreement("1964-05-05", [readListedBirth("the sixties")])).toBe("unknown");
  });
});

test("countries of the list have their codes, and what is none has none", () => {
  const names = [
    "Korea, North",
    "Burma",
    "Congo, Democratic Republic of the",
    "Iran",
    "Turkey",
    "Cote d'Ivoire",
    "West Bank",
  ];
  expect(names.map(countryCode)).toEqual(["KP", "MM", "CD", "IR", "TR", "CI", "PS"]);
  expect(["undetermined", "Region: Gaza"].map(countryCode)).toEqual([null, null]);
  expect(["US", "GB", "XK"].every(isCountryCode)).toBe(true);
  expect(["XX", "us", "SU", "EU", "ZZ", ""].some(isCountryCode)).toBe(false);
});

describe("screening", () => {
  it("scores by name, then by birth date and country", () => {
    expect(scoreOf("9018", "Harold Smith")).toBe(0.9524);
    expect(scoreOf("9018", "Harold Smith", "1950-04-22")).toBe(1);
    expect(scoreOf("9018", "Harold Smith", "1988-01-01")).toBe(0.8024);
    expect(scoreOf("9018", "Harold Smith", null, "US")).toBe(0.9624);
    expect(scoreOf("9018", "Harold Smith", null, "FR")).toBe(0.9424);
    expect(scoreOf("9001", "Farhad Yusuf Karimzada", "1961-12-03")).toBe(1);
  });

  it("clears a son with his father's name by his birth date", () => {
    const son = { name: "Harold Ellsworth Smith", born: "1979-01-15", country: "US" };
    expect(screen(index, son)).toEqual([]);
    expect(screen(index, { ...son, born: null })[0]?.listId).toBe("9018");
  });

  it("has a weak name as a hit only when it is written the same, and lower than a strong one", () => {
    expect(scoreOf("9001", "The Clerk")).toBe(0.92);
    expect(screen(index, { name: "The Clark", born: null, country: null })).toEqual([]);
  });

  it("names the entry, the name that agreed, its programs and the reasons", () => {
    const [hit] = screen(index, { name: "Abdurrahman Al Mutwali", born: "1958-02-02", country: "SY" });
    expect(hit).toEqual({
      name: "AL-MUTAWALLI, Abd al-Rahman Hamdan",
      score: 1,
      listId: "9002",
      program: "SAMPLE-A; SAMPLE-B",
      matched: { text: "AL-MUTWALI, Abdurrahman", last: "AL-MUTWALI", relation: "aka", quality: "strong" },
      birth: "within",
      country: "same",
    });
  });

  it("does not take a company's or a vessel's name for a person's birth date", () => {
    expect(scoreOf("9036", "Inversiones Palmarito", "1990-01-01")).toBe(
      scoreOf("9036", "Inversiones Palmarito"),
    );
  });

  it("finds nobody for a name without letters", () => {
    expect(screen(index, { name: "...", born: null, country: null }, 0)).toEqual([]);
  });

  it("has the precision and recall of docs/decisions/0018 on the labeled pairs", () => {
    const pairs = labeledPairs();
    expect(pairs.filter(({ isMatch }) => isMatch).length).toBeGreaterThan(200);
    expect(pairs.filter(({ isMatch }) => !isMatch).length).toBeGreaterThan(200);
    const hits = pairs.filter(
      (pair) => scoreOf(pair.listId, pair.name, pair.born, pair.country) >= SCREENING_THRESHOLD,
    );
    const right = hits.filter(({ isMatch }) => isMatch).length;
    expect(right / hits.length).toBeGreaterThanOrEqual(0.95);
    expect(right / pairs.filter(({ isMatch }) => isMatch).length).toBeGreaterThanOrEqual(0.97);
  });
});
