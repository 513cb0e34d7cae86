// What an email looks like: contrast of every color on its ground, the width of the HTML and of the text, and nothing that is run.
import { describe, expect, it } from "vitest";
import { emailHtml, emailText, type EmailContent } from "./email-text";

const content: EmailContent = {
  subject: "A payment was returned",
  title: "Your payment of $466.67 was returned",
  body: `Your bank could not make the payment because the account has too little money in it. ${"Choose another account. ".repeat(8)}`.trim(),
  link: `https://modern-lending.example/borrower/loans/${"x".repeat(90)}`,
  preferences: "https://modern-lending.example/settings/notifications",
  company: { name: "Modern Lending", address: "100 Example Street, New York, NY 10001" },
};

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(color.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string) => {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

describe("the HTML", () => {
  const html = emailHtml(content);

  it("has a contrast of at least 4.5 in every text, and 7 in what matters", () => {
    const ground = /background:(#[0-9a-f]{6})/.exec(html)![1]!;
    const inks = [...html.matchAll(/[^-]color:(#[0-9a-f]{6})/g)].map(([, color]) => color!);
    expect(new Set(inks).size).toBe(3);
    for (const ink of inks) expect(contrast(ink, ground), ink).toBeGreaterThanOrEqual(4.5);
    expect(contrast("#171717", ground)).toBeGreaterThanOrEqual(7);
  });

  it("is one column of at most 600 pixels that a phone narrows, with no fixed width, picture or script", () => {
    expect(html).toContain("max-width:600px");
    expect(html).toContain('<meta name="viewport" content="width=device-width">');
    expect(html).not.toMatch(/[^-]width:\s*\d+px|<table|<img|<script|\son\w+=/);
  });

  it("writes names as text", () => {
    const hostile = emailHtml({ ...content, title: '<script>alert("x")</script>' });
    expect(hostile).not.toContain("<script>");
    expect(hostile).toContain("&lt;script&gt;");
  });
});

describe("the text", () => {
  it("has lines of at most 78 characters but for addresses, and the words of the HTML", () => {
    const text = emailText(content);
    const long = text.split("\n").filter((line) => line.length > 78);
    expect(long).toEqual([content.link]);
    expect(text.replace(/\s+/g, " ")).toContain(content.body);
    expect(text).toContain(content.title);
  });

  it("says why a legal notice comes, and offers no way to switch it off", () => {
    const text = emailText({ ...content, preferences: null });
    expect(text).toContain("You get this email because the law asks us to send it.");
    expect(text).not.toContain("Choose which emails");
  });
});
