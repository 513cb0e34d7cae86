// Finds text that breaks the rules of docs/words.md: `npm run words [-- FOLDER…]` prints every finding,
// `npm run words -- --count` prints their number per file. test/words.test.ts runs it in `npm run check`.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export type Text = { line: number; kind: "string" | "comment" | "prose" | "title"; text: string };
export type Finding = { path: string; line: number; says: string; instead: string; text: string };

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LONGEST_TITLE = 100;
const LONG_LINE = /^.{101}/m; // a title is never broken over lines
const MONTH =
  "(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";

/** What never occurs in text, and what to write instead. */
const RULES: [RegExp, string][] = [
  [/\b(told|tells)\b/i, "notify, show, report or say"],
  [/\bstands\b(?!-)/i, "is, remains or equals"],
  [/\b(given?|gives|gave|giving) up\b/i, "charge off; of an attempt: stop, abandon"],
  [/\banew\b/i, "again"],
  [/\bfor ever\b/i, "permanently, or never changes"],
  [/\bmend(s|ed|ing)?\b/i, "fix, repair"],
  [/\bmeanwhile\b/i, "name the time, or leave it out"],
  [/\boffends?\b/i, "findings, or the rule that was broken"],
  [/\b(un)?heed(s|ed|ing)?\b/i, "follow, apply"],
  [/\bof (its|their|his|her|our|your|one's) own\b/i, "its own …, a separate …"],
  [/\bin life\b/i, "real"],
  [/\b(gives?|gave|given|giving) (no|an) answer\b/i, "(does not) respond"],
  [/\blets? (us|them|him|her|it|you|me|people) in\b/i, "grant access"],
  [/\b(the|by its) way of\b/i, "how"],
  [/\boneself\b/i, "yourself"],
  [/(%|\b(rates?|interest|per ?cent)) an? (year|month|week|day|borrower|loan|investor)\b/i, "per year"],
  [/\be-mail/i, "email"],
  [new RegExp(String.raw`(?<![\d.,])\d{1,2} ${MONTH}\b(?! \d{1,2}\b)`), "month first: July 1, 2026"],
  [/\d[ \u00a0]%(?![\w(])/, "no space before %"],
  [/\butilis(e|es|ed|ing|ation)\b/i, "utilization"],
  [/\b([Cc]ancell(ed|ing|able)|[Tt]ravell(ed|ing)|[Ll]abell(ed|ing)|[Mm]odell(ed|ing)|[Ss]ignall(ed|ing))\b/, "one l"],
  [/\b(fulfil|instal|instalments?|enrol|skilful)\b/i, "two l"],
  [/\b\w*(avio|abo|avo|ono|umo|olo|igo|ighbo)ur(s|ed|ing|al|ite|able|hood)?\b/i, "-or"],
  [/\b(un)?(favour|honour|colour|labour|harbour|rigour|rumour|vapour)\w*/i, "-or"],
  [
    /\b(re|un)?(organi|recogni|authori|reali|summari|initiali|normali|seriali|minimi|maximi|optimi|finali|capitali|categori|customi|emphasi|prioriti|synchroni|tokeni|generali|amorti|apologi|standardi|speciali)s(e|es|ed|ing|ation|ations)\b/i,
    "-ize",
  ],
  [/\banalys(e|es|ed|ing)\b/i, "analyze"],
  [
    /\b(licence|defence|offence|centre|theatre|metre|catalogue|dialogue|cheque|programme|grey)s?\b/i,
    "US spelling",
  ],
  [/\b(judgement|acknowledgement|ageing|artefact|learnt|spelt|whilst|amongst|fortnight)s?\b/i, "US spelling"],
  [/\b(after|to|up|down|out|in)wards\b/i, "without s"],
  [/\bway round\b/i, "way around"],
];
/** Text that quotes somebody else's words. Each entry names its file and why it stays. */
const QUOTED: { path: string; text: string }[] = [
  // Codat's own message, as its API sends it.
  ...["sandbox/accounting/pages/connections.ts", "sandbox/accounting/pages/link.ts"].map((path) => ({
    path,
    text: "User cancelled linking.",
  })),
  // Details of the audit log from before percentages lost their space: the page still reads them.
  ...["20.00 %", "11.53 %, at most 20.00 % (0 points)"].map((text) => ({
    path: "app/admin/_parts/detail-words.test.ts",
    text,
  })),
];

/** Files that speak about the words themselves. */
const ABOUT_WORDS = ["docs/words.md", "scripts/words.ts", "test/words.test.ts"];
// Applied migrations are frozen: their checksums are kept in the databases.
const LEFT_OUT = /^(prisma\/migrations\/|prisma\/generated\/|package-lock\.json$)/;

/** @example findingsIn("a.md", "Nobody is told.") // [{ says: "told", instead: "notify, …", line: 1, … }] */
export function findingsIn(path: string, source: string): Finding[] {
  if (!isSuspicious(source)) return [];
  return textsOf(path, source).flatMap(({ line, kind, text }) => {
    if (QUOTED.some((quoted) => quoted.path === path && quoted.text === text)) return [];
    const found = RULES.flatMap(([pattern, instead]) => {
      const [says] = pattern.exec(text) ?? [];
      return says === undefined ? [] : [{ path, line, says, instead, text }];
    });
    const isLong = kind === "title" && text.length > LONGEST_TITLE;
    return isLong
      ? [
          ...found,
          { path, line, says: `${text.length} characters`, instead: `at most ${LONGEST_TITLE}`, text },
        ]
      : found;
  });
}

/** Spares the parsing of most files: a finding shows in the bare source as well, names and code included. */
function isSuspicious(source: string): boolean {
  const flowing = unwrapped(source);
  return RULES.some(([pattern]) => pattern.test(flowing)) || LONG_LINE.test(source);
}

/** Text whose line breaks, and the marks of comments behind them, are spaces. */
function unwrapped(text: string): string {
  return text.replace(/\s*\n\s*(\/\/+|\*(?!\/)|#+(?= )|>(?= ))?\s*/g, " ");
}

/** Everything in a file that people read: strings and JSX text, comments, prose. Names and code are not in it. */
export function textsOf(path: string, source: string): Text[] {
  if (/\.(tsx?|jsx?|mjs)$/.test(path)) return textsOfScript(path, source);
  if (path.endsWith(".md")) return textsOfMarkdown(source);
  if (path.endsWith(".css")) return commentsBy(/\/\*[\s\S]*?\*\//g, source);
  if (path.endsWith(".prisma")) return commentsBy(/\/\/.*$/gm, source);
  if (/\.(sh|ya?ml)$|\.env\.example$/.test(path)) return commentsBy(/(?<=^|\s)#.*$/gm, source);
  return [];
}

function commentsBy(pattern: RegExp, source: string): Text[] {
  return [...source.matchAll(pattern)].map((match) => ({
    line: lineAt(source, match.index),
    kind: "comment",
    text: unwrapped(match[0]),
  }));
}

function textsOfMarkdown(source: string): Text[] {
  const withoutCode = source.replace(/^```[\s\S]*?^```/gm, (code) => code.replace(/[^\n]/g, ""));
  return [...withoutCode.matchAll(/\S(?:.|\n(?![\n|-]))*/g)].flatMap((match) => {
    const text = unwrapped(match[0].replace(/`[^`]*`/g, "`…`").replace(/\]\([^)]*\)/g, "]"));
    return /\w/.test(text) ? [{ line: lineAt(source, match.index), kind: "prose" as const, text }] : [];
  });
}

function textsOfScript(path: string, source: string): Text[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const comments = new Map<number, number>();
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;

  const visit = (node: ts.Node) => {
    const text = readable(node);
    if (text !== null) {
      const kind = isTitle(node) ? "title" : "string";
      texts.push({ line: lineOf(node.getStart(file)), kind, text: text.replace(/\s+/g, " ").trim() });
    }
    if (!isJsxChild(node))
      for (const { pos, end } of [
        ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
        ...(ts.getTrailingCommentRanges(source, node.getEnd()) ?? []),
      ])
        comments.set(pos, end);
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return [...texts, ...whole(comments, source, lineOf)].sort((a, b) => a.line - b.line);
}

/** Comments of one line each that follow each other are one text. */
function whole(
  comments: ReadonlyMap<number, number>,
  source: string,
  lineOf: (position: number) => number,
): Text[] {
  const texts: (Text & { end: number })[] = [];
  for (const [pos, end] of [...comments].sort(([a], [b]) => a - b)) {
    const before = texts.at(-1);
    const follows = before && source.startsWith("//", pos) && source.slice(before.end, pos).trim() === "";
    if (follows && before.text.startsWith("//")) {
      before.text += unwrapped(`\n${source.slice(pos, end)}`);
      before.end = end;
    } else texts.push({ line: lineOf(pos), kind: "comment", text: unwrapped(source.slice(pos, end)), end });
  }
  return texts.map(({ line, kind, text }) => ({ line, kind, text }));
}

/** Around the children of an element there is only text: "//" there, as in an address, begins no comment. */
function isJsxChild(node: ts.Node): boolean {
  return (
    ts.isJsxText(node) || (node.parent && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)))
  );
}

/** The text that a node puts before people, or null. A string of one lower-case word is a key, not text. */
function readable(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return /\w/.test(node.text) ? node.text : null;
  if (ts.isTemplateExpression(node))
    return sentence([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…"));
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    const isPath = ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent);
    return isPath ? null : sentence(node.text);
  }
  return null;
}

function sentence(text: string): string | null {
  return /\s/.test(text.trim()) || /^[A-Z][a-z]/.test(text) ? text : null;
}

/** The first argument of `test(…)`, `it.each(…)(…)`, `test.step(…)` and the like. */
function isTitle(node: ts.Node): boolean {
  const call = node.parent;
  if (!call || !ts.isCallExpression(call) || call.arguments[0] !== node || call.arguments.length < 2)
    return false;
  let callee: ts.Node = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (
      !ts.isPropertyAccessExpression(callee) &&
      !ts.isCallExpression(callee) &&
      !ts.isTaggedTemplateExpression(callee)
    )
      return false;
    callee = ts.isTaggedTemplateExpression(callee) ? callee.tag : callee.expression;
  }
  return ["test", "it", "describe"].includes(callee.text);
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split("\n").length;
}

/** The project's files that hold text, as Git knows them. */
export function wordyFiles(): string[] {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return files
    .split("\n")
    .filter((file) => file !== "" && !LEFT_OUT.test(file) && !ABOUT_WORDS.includes(file));
}

export function findingsOf(files: readonly string[]): Finding[] {
  return files.flatMap((file) => findingsIn(file, readFileSync(path.join(ROOT, file), "utf8")));
}

function print(args: string[]) {
  const folders = args.filter((arg) => !arg.startsWith("--"));
  const isAsked = (file: string) => folders.length === 0 || folders.some((folder) => file.startsWith(folder));
  const findings = findingsOf(wordyFiles().filter(isAsked));
  if (args.includes("--count")) {
    const counts = new Map<string, number>();
    for (const { path } of findings) counts.set(path, (counts.get(path) ?? 0) + 1);
    for (const [file, count] of [...counts].sort(([, a], [, b]) => b - a)) console.log(count, file);
  } else
    for (const { path, line, says, instead, text } of findings)
      console.log(`${path}:${line}: "${says}" (write: ${instead})\n    ${text}`);
  console.log(`${findings.length} findings`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print(process.argv.slice(2));
