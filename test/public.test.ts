// What the browser and robots fetch without asking for a page: each file is there, is what its name says, and is linked.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PUBLIC = join(ROOT, "public");
const read = (path: string) => readFileSync(join(PUBLIC, path));
const manifest = JSON.parse(read("manifest.webmanifest").toString()) as {
  start_url: string;
  icons: { src: string; sizes: string; type: string }[];
};
const layout = readFileSync(join(ROOT, "app/layout.tsx"), "utf8");

describe("the manifest", () => {
  it.each(manifest.icons.filter(({ type }) => type === "image/png"))(
    "$src is a PNG of $sizes pixels",
    ({ src, sizes }) => {
      const png = read(src);
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    },
  );

  it("names the icon that can be drawn at any size", () => {
    const [svg] = manifest.icons.filter(({ type }) => type === "image/svg+xml");
    expect(read(svg!.src).toString()).toMatch(/^<svg /);
  });
});

it("every icon is used: by the manifest or by the head of the pages", () => {
  const used = [...manifest.icons.map(({ src }) => src), ...layout.matchAll(/"(\/icons\/[^"]+)"/g)].map(
    (each) => (typeof each === "string" ? each : each[1]),
  );
  for (const name of readdirSync(join(PUBLIC, "icons"))) expect(used).toContain(`/icons/${name}`);
});

it("pages link the manifest and the icons", () => {
  for (const path of [
    "/manifest.webmanifest",
    "/favicon.ico",
    "/icons/icon.svg",
    "/icons/apple-touch-icon.png",
  ]) {
    expect(layout).toContain(`"${path}"`);
    expect(read(path).length).toBeGreaterThan(100);
  }
});

it("favicon.ico holds one picture of 32 pixels", () => {
  const ico = read("favicon.ico");
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4), ico[6], ico[7]]).toEqual([1, 1, 32, 32]);
  expect(ico.subarray(23, 26).toString()).toBe("PNG");
});

it("robots are asked to leave the portals and the API alone, and may read the public pages", () => {
  const lines = read("robots.txt").toString().trim().split("\n");
  expect(lines[0]).toBe("User-agent: *");
  const closed = lines.slice(1).map((line) => line.replace("Disallow: ", ""));
  const isClosed = (path: string) => closed.some((start) => path.startsWith(start));
  for (const path of [
    "/admin/loans",
    "/api/webhooks/codat",
    "/borrower",
    "/investor/invest",
    "/settings/security",
  ])
    expect(isClosed(path), path).toBe(true);
  for (const path of ["/", "/help", "/contact", "/terms", "/privacy", "/statistics", "/sign-in", "/register"])
    expect(isClosed(path), path).toBe(false);
});
