import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import * as lucide from "lucide-react";
import { expect, test } from "vitest";

const sprite = readFileSync(new URL("icons.svg", import.meta.url), "utf8");
const drawings = [...sprite.matchAll(/<symbol id="([\w-]+)" viewBox="0 0 24 24">(.*)<\/symbol>/g)];

test("the file of icons holds an icon for each name that may be asked for", () => {
  const names = readFileSync(new URL("icon.tsx", import.meta.url), "utf8").matchAll(/^ {2}\| "([\w-]+)"/gm);
  expect([...names].map(([, name]) => name)).toEqual(drawings.map(([, name]) => name));
  expect(drawings.length).toBeGreaterThan(20);
});

test.each(drawings.map(([, name, drawing]) => [name!, drawing!]))(
  "%s is drawn as Lucide draws it",
  (name, drawing) => {
    const Lucide = lucide[pascal(name) as "Check"]; // an icon may have an older name beside its own
    const drawn = renderToStaticMarkup(createElement(Lucide)).replace(/^<svg[^>]*>|<\/svg>$/g, "");
    expect(shapesOf(drawing)).toEqual(shapesOf(drawn));
  },
);

/** @example pascal("clock-3") // "Clock3" */
function pascal(name: string) {
  return name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
}

/** Elements with their attributes in order, however they are closed. */
function shapesOf(svg: string) {
  return [...svg.matchAll(/<(\w+) ([^>]*?)\s*\/?>/g)].map(([, tag, attributes = ""]) => [
    tag,
    ...attributes.split(/(?<=") /).sort(),
  ]);
}
