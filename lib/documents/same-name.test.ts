import { describe, expect, it } from "vitest";
import { isSameName } from "./same-name";

describe("the name of a signer", () => {
  it.each([
    ["Jose Garcia", "José  García"],
    ["JOSÉ GARCÍA", "Jose\u0301 Garci\u0301a"], // composed and decomposed
    ["O'Neil", "ONeil"],
    ["O’Neil", "O\u02bcNeil"],
    ["anne marie smith-jones", "Anne-Marie Smith Jones"],
    ["Martin Luther King Jr", "Martin Luther King, Jr."],
    [" Soren  Kierkegaard ", "Søren Kierkegaard"],
    ["Lech Walesa", "Lech Wałęsa"],
    ["Strauss", "Strauß"],
    ["ISTANBUL", "İstanbul"],
    ["Ｂｅｎ", "Ben"],
    ["ben\u200b carter", "Ben Carter"],
    ["ΝΙΚΟΣ", "Νικος"],
    ["иван петров", "Иван Петров"],
  ])("takes %j for %j", (typed, legal) => {
    expect(isSameName(typed, legal)).toBe(true);
    expect(isSameName(legal, typed)).toBe(true);
  });

  it.each([
    ["Mickey Mouse", "Ben Carter"],
    ["Ben", "Ben Carter"],
    ["Carter Ben", "Ben Carter"],
    ["Ben Carter II", "Ben Carter III"],
    ["Вen Сarter", "Ben Carter"], // Cyrillic letters that look alike
    ["Андреи", "Андрей"], // in another script a mark makes another letter
    ["がく", "かく"],
    ["x", "y"],
  ])("does not take %j for %j", (typed, legal) => {
    expect(isSameName(typed, legal)).toBe(false);
  });

  it.each(["", "   ", "...", "-", "\u0000", "\u200b"])(
    "is never nobody's: %j signs for no name",
    (nothing) => {
      expect(isSameName(nothing, nothing)).toBe(false);
      expect(isSameName(nothing, "Ben Carter")).toBe(false);
      expect(isSameName("Ben Carter", nothing)).toBe(false);
    },
  );
});
