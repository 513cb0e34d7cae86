// Reads source files and lists what they do to tables: raw SQL in string literals and tagged templates, Prisma's write
// calls with their nested writes, and every mention of the ledger's schema.
import ts from "typescript";

export type Use = {
  file: string;
  line: number;
  /** A table as PostgreSQL names it: `loans`, `ledger.entries`; "?" where it cannot be read off the source. */
  table: string;
  kind: "write" | "ledger";
  text: string;
};

/** A Prisma model: its table, and the models that its relation fields lead to. */
export type Model = { name: string; table: string; relations: ReadonlyMap<string, string> };

/** The models of a Prisma schema, by the name of their delegate: `loan` for `db.loan`. */
export function readModels(schema: string): ReadonlyMap<string, Model> {
  const blocks = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)\n\}/gm)].map(([, name, body]) => ({
    name: name!,
    body: body!,
  }));
  const names = new Set(blocks.map(({ name }) => name));
  return new Map(
    blocks.map(({ name, body }) => {
      const map = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name;
      const inLedger = /@@schema\("ledger"\)/.test(body);
      const fields = [...body.matchAll(/^\s+(\w+)\s+(\w+)/gm)].map(
        ([, field, type]) => [field!, type!] as const,
      );
      const relations = new Map(fields.filter(([, type]) => names.has(type)));
      return [delegateOf(name), { name, table: inLedger ? `ledger.${map}` : map, relations }];
    }),
  );
}

const delegateOf = (model: string) => model[0]!.toLowerCase() + model.slice(1);

const WRITES = new Set([
  "create",
  "createMany",
  "createManyAndReturn",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "upsert",
  "delete",
  "deleteMany",
]);
/** Inside the data of a write, on a relation field, these write the other table as well. */
const NESTED = new Set([...WRITES, "connectOrCreate", "connect", "disconnect", "set"]);
const CLIENTS = /^(db|tx|prisma|client)$/;

/** What a TypeScript file does to tables. */
export function readUses(file: string, source: string, models: ReadonlyMap<string, Model>): Use[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const note = (node: ts.Node, table: string, kind: Use["kind"], text: string) =>
    uses.push({
      file,
      line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1,
      table,
      kind,
      text: text.replace(/\s+/g, " ").trim().slice(0, 100),
    });

  function visit(node: ts.Node) {
    const sql = textOf(node);
    if (sql !== null) for (const found of readSql(sql)) note(node, found.table, found.kind, found.text);
    if (ts.isPropertyAccessExpression(node)) {
      const model = models.get(node.name.text);
      if (model?.table.startsWith("ledger.")) note(node, model.table, "ledger", node.getText(tree));
    }
    if (isIndirect(node)) note(node, "?", "write", node.getText(tree));
    if (ts.isCallExpression(node)) readCall(node);
    ts.forEachChild(node, visit);
  }

  function readCall(call: ts.CallExpression) {
    const method = call.expression;
    if (!ts.isPropertyAccessExpression(method) || !WRITES.has(method.name.text)) return;
    const receiver = method.expression;
    if (!ts.isPropertyAccessExpression(receiver)) return;
    const model = models.get(receiver.name.text);
    if (!model) return;
    note(call, model.table, "write", method.getText(tree));
    for (const argument of call.arguments) readNested(argument, model);
  }

  /** `data: { offers: { create: … } }` writes the offers too. */
  function readNested(node: ts.Node, model: Model) {
    if (ts.isPropertyAssignment(node)) {
      const to = model.relations.get(nameOf(node));
      const other = to === undefined ? undefined : models.get(delegateOf(to));
      if (other && ts.isObjectLiteralExpression(node.initializer)) {
        for (const property of node.initializer.properties)
          if (property.name && NESTED.has(nameOf(property)))
            note(property, other.table, "write", `${model.name}.${nameOf(node)}.${nameOf(property)}`);
        return readNested(node.initializer, other);
      }
    }
    ts.forEachChild(node, (child) => readNested(child, model));
  }

  visit(tree);
  return uses;
}

function nameOf(node: ts.ObjectLiteralElementLike): string {
  return node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : "";
}

/** A way to a table whose name the source does not say: `tx[model]`, `const { loan } = tx`. */
function isIndirect(node: ts.Node): boolean {
  if (ts.isElementAccessExpression(node))
    return ts.isIdentifier(node.expression) && CLIENTS.test(node.expression.text);
  return (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer !== undefined &&
    ts.isIdentifier(node.initializer) &&
    CLIENTS.test(node.initializer.text)
  );
}

/** The text of a string or template, with a lone `$` for each value put into it; null for any other node. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `$${literal.text}`).join("");
}

const NAME = String.raw`((?:"\w+"|[a-z_]\w*|\$)(?:\s*\.\s*(?:"\w+"|[a-z_]\w*|\$))?)`;
const STATEMENTS = [
  new RegExp(String.raw`\bINSERT\s+INTO\s+${NAME}`, "gi"),
  new RegExp(String.raw`\bDELETE\s+FROM\s+(?:ONLY\s+)?${NAME}`, "gi"),
  new RegExp(String.raw`\bMERGE\s+INTO\s+(?:ONLY\s+)?${NAME}`, "gi"),
  new RegExp(String.raw`\bTRUNCATE\s+(?:TABLE\s+)?(?:ONLY\s+)?${NAME}`, "gi"),
  new RegExp(String.raw`\bCOPY\s+${NAME}(?:\s*\([^)]*\))?\s+FROM\b`, "gi"),
  new RegExp(String.raw`\bUPDATE\s+(?:ONLY\s+)?${NAME}(?:\s+(?:AS\s+)?(?!SET\b)\w+)?\s+SET\b`, "gi"),
];

/** What a text does to tables, when it is SQL. Comments count for nothing, and neither does what is in quotes. */
export function readSql(text: string): Pick<Use, "table" | "kind" | "text">[] {
  const sql = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").replace(/'(?:[^']|'')*'/g, "''");
  const written = STATEMENTS.flatMap((statement) =>
    [...sql.matchAll(statement)].map(([found, name]) => ({
      table: plain(name!),
      kind: "write" as const,
      text: found,
    })),
  );
  const named = [...sql.matchAll(/(?<![\w./@-])"?ledger"?\s*\.\s*"?([a-z_]\w*)"?/g)].map(([found, name]) => ({
    table: `ledger.${name!}`,
    kind: "ledger" as const,
    text: found,
  }));
  return [...written, ...named];
}

/** Without quotes, without the schema that is searched anyway, and "?" where a part is put in. */
function plain(name: string): string {
  if (name.includes("$")) return "?";
  return name.replace(/["\s]/g, "").replace(/^public\./, "");
}
