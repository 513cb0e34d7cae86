// Reads source files and lists what they do to tables: raw SQL in strings and tagged templates, Prisma's write calls with
// their nested writes, and every mention of the ledger's schema.
import ts from "typescript";

export type Use = {
  file: string;
  line: number;
  /** A table as PostgreSQL names it: `loans`, `ledger.entries`; "?" where the source does not say which. */
  table: string;
  kind: "write" | "ledger";
  text: string;
};

/** A Prisma model: its table, and the models that its relation fields lead to. */
type Model = {
  name: string;
  table: string;
  relations: ReadonlyMap<string, { model: string; isList: boolean }>;
};
type Models = ReadonlyMap<string, Model>;

/** The models of a Prisma schema, by the name of their delegate: `loan` for `db.loan`. */
export function readModels(schema: string): Models {
  const blocks = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)\n\}/gm)];
  const names = new Set(blocks.map(([, name]) => name!));
  return new Map(
    blocks.map(([, name, body]) => {
      const map = /@@map\("(\w+)"\)/.exec(body!)?.[1] ?? name!;
      const table = body!.includes('@@schema("ledger")') ? `ledger.${map}` : map;
      const relations = new Map(
        [...body!.matchAll(/^\s+(\w+)\s+(\w+)(\[\])?/gm)]
          .filter(([, , type]) => names.has(type!))
          .map(([, field, model, list]) => [field!, { model: model!, isList: list !== undefined }]),
      );
      return [delegateOf(name!), { name: name!, table, relations }];
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
/** On a relation field inside the data of a write these write the other table; the second group only in a list. */
const NESTED = new Set([...WRITES, "connectOrCreate"]);
const RELINKS = new Set(["connect", "disconnect", "set"]);
/** Tags and calls whose text is SQL, whatever it looks like. */
const RAW = /^(\$?(queryRaw|executeRaw)(Unsafe)?|sql|query)$/;
const CLIENT = /^(db|tx|prisma|client)$/;

/** What a TypeScript file does to tables. */
export function readUses(file: string, source: string, models: Models): Use[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const note = (node: ts.Node, table: string, kind: Use["kind"], text: string) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    uses.push({ file, line, table, kind, text: text.replace(/\s+/g, " ").trim().slice(0, 100) });
  };

  function visit(node: ts.Node) {
    const text = textOf(node);
    if (text !== null)
      for (const found of readSql(text, isRaw(node))) note(node, found.table, found.kind, found.text);
    const ofLedger = namedInLedger(node, models);
    if (ofLedger) note(node, ofLedger.table, "ledger", node.getText(tree));
    if (isIndirect(node)) note(node, "?", "write", node.getText(tree));
    if (ts.isCallExpression(node)) visitCall(node);
    ts.forEachChild(node, visit);
  }

  function visitCall(call: ts.CallExpression) {
    const method = call.expression;
    if (!ts.isPropertyAccessExpression(method) || !WRITES.has(method.name.text)) return;
    const receiver = method.expression;
    const model = ts.isPropertyAccessExpression(receiver) ? models.get(receiver.name.text) : undefined;
    if (!model) return;
    note(call, model.table, "write", method.getText(tree));
    for (const argument of call.arguments) visitNested(argument, model);
  }

  /** `data: { offers: { create: … } }` writes the offers too. */
  function visitNested(node: ts.Node, model: Model): void {
    const relation = ts.isPropertyAssignment(node) ? model.relations.get(nameOf(node)) : undefined;
    const other = relation && models.get(delegateOf(relation.model));
    if (!relation || !other || !ts.isPropertyAssignment(node))
      return ts.forEachChild(node, (child) => visitNested(child, model));
    if (ts.isObjectLiteralExpression(node.initializer))
      for (const property of node.initializer.properties) {
        const verb = nameOf(property);
        if (NESTED.has(verb) || (relation.isList && RELINKS.has(verb)))
          note(property, other.table, "write", `${model.name}.${nameOf(node)}.${verb}`);
      }
    ts.forEachChild(node.initializer, (child) => visitNested(child, other));
  }

  visit(tree);
  return uses;
}

function nameOf(node: ts.ObjectLiteralElementLike): string {
  return node.name && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name)) ? node.name.text : "";
}

/** `db.ledgerEntry`, or the import of its type from the generated client. */
function namedInLedger(node: ts.Node, models: Models): Model | undefined {
  const name = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isImportSpecifier(node) && isFromPrisma(node)
      ? delegateOf((node.propertyName ?? node.name).text)
      : "";
  const model = models.get(name);
  return model?.table.startsWith("ledger.") ? model : undefined;
}

function isFromPrisma(specifier: ts.ImportSpecifier): boolean {
  const { moduleSpecifier } = specifier.parent.parent.parent;
  return ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text.includes("prisma");
}

/** Whether the text is in a tagged template, or is handed to a call that runs SQL. */
function isRaw(node: ts.Node): boolean {
  const { parent } = node;
  const run = ts.isTaggedTemplateExpression(parent)
    ? parent.tag
    : ts.isCallExpression(parent)
      ? parent.expression
      : undefined;
  const name = run && (ts.isPropertyAccessExpression(run) ? run.name : run);
  return name !== undefined && ts.isIdentifier(name) && RAW.test(name.text);
}

/** A way to a table whose name the source does not say: `tx[model]`, `const { loan } = tx`. */
function isIndirect(node: ts.Node): boolean {
  if (ts.isElementAccessExpression(node))
    return ts.isIdentifier(node.expression) && CLIENT.test(node.expression.text);
  return (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer !== undefined &&
    ts.isIdentifier(node.initializer) &&
    CLIENT.test(node.initializer.text)
  );
}

/** The text of a string or template, with a lone `$` for each value put into it; null for any other node. */
export function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `$${literal.text}`).join("");
}

const NAME = String.raw`((?:"\w+"|[a-zA-Z_]\w*|\$)(?:\s*\.\s*(?:"\w+"|[a-zA-Z_]\w*|\$))?)`;
const STATEMENTS = [
  String.raw`\bINSERT\s+INTO\s+${NAME}`,
  String.raw`\bDELETE\s+FROM\s+(?:ONLY\s+)?${NAME}`,
  String.raw`\bMERGE\s+INTO\s+(?:ONLY\s+)?${NAME}`,
  String.raw`\bTRUNCATE\s+(?:TABLE\s+)?(?:ONLY\s+)?${NAME}`,
  String.raw`\bCOPY\s+${NAME}(?:\s*\([^)]*\))?\s+FROM\b`,
  String.raw`\bUPDATE\s+(?:ONLY\s+)?${NAME}(?:\s+(?:AS\s+)?(?!SET\b)\w+)?\s+SET\b`,
];

/**
 * What a text does to tables. Comments and quoted text do nothing.
 *
 * @param isSql false: it may be plain English, in which only capital letters make a statement
 */
export function readSql(text: string, isSql = true): Pick<Use, "table" | "kind" | "text">[] {
  const sql = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ").replace(/'(?:[^']|'')*'/g, "''");
  const written = STATEMENTS.flatMap((statement) =>
    [...sql.matchAll(new RegExp(statement, isSql ? "gi" : "g"))].map(([found, name]) => ({
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

/** Without quotes and without the schema that is searched anyway; "?" where a part is put in. */
function plain(name: string): string {
  return name.includes("$") ? "?" : name.replace(/["\s]/g, "").replace(/^public\./, "");
}
