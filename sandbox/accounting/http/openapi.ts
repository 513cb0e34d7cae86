// Checks requests against Codat's OpenAPI file where that file is on this machine: addresses, parameters, bodies. It
// knows the part of JSON Schema that the file uses.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { broken, type ApiRequest } from "./api";

type Schema = Record<string, unknown>;
type Parameter = { in: string; name: string; required?: boolean; schema?: Schema; $ref?: string };
type Content = { content?: Record<string, { schema?: Schema }> };
type Operation = { parameters?: Parameter[]; requestBody?: Content; responses?: Record<string, Content> };
type Path = {
  template: RegExp;
  names: string[];
  operations: Record<string, Operation> & { parameters?: Parameter[] };
};

const BESIDE_THE_CHECKOUT = fileURLToPath(
  new URL("../../../../shared/codat/lending-writeback.openapi.json", import.meta.url),
);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The file named, else the one in `CODAT_OPENAPI`, else the one beside the checkout; null where there is none. */
export function loadOpenApi(file: string | undefined): OpenApi | null {
  const path = file || process.env.CODAT_OPENAPI || BESIDE_THE_CHECKOUT;
  return existsSync(path) ? new OpenApi(JSON.parse(readFileSync(path, "utf8")) as Schema) : null;
}

export class OpenApi {
  readonly #document: Schema;
  readonly #paths: Path[];

  constructor(document: Schema) {
    this.#document = document;
    this.#paths = Object.entries(document.paths as Record<string, Path["operations"]>).map(
      ([path, operations]) => ({
        template: new RegExp(`^${path.replace(/\{[^}]+\}/g, "([^/]+)")}$`),
        names: [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name!),
        operations,
      }),
    );
  }

  /** @throws Refusal (400) where the file forbids the request; requests that it does not know pass */
  checkRequest(request: ApiRequest, body: unknown): void {
    const found = this.#find(request.method, request.path);
    if (!found) return;
    const { operation, parameters, values } = found;
    for (const parameter of parameters) {
      const text = parameter.in === "query" ? request.query.get(parameter.name) : values[parameter.name];
      if (text === null || text === undefined) continue;
      const problem = this.#checkText(parameter.schema ?? {}, text);
      if (problem) throw broken(`${parameter.name} ${problem.message}.`, parameter.name);
    }
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    const problem = schema ? this.#check(schema, body, "") : null;
    if (problem)
      throw broken(`${problem.path || "The body"} ${problem.message} (OpenAPI).`, problem.path || "body");
  }

  /** What is wrong with an answer, for the test of the stand-in itself; null when nothing is, or nothing is known. */
  checkAnswer(method: string, path: string, status: number, body: unknown): string | null {
    const responses = this.#find(method, path)?.operation.responses;
    const schema = responses?.[String(status)]?.content?.["application/json"]?.schema;
    const problem = schema ? this.#check(schema, body, "") : null;
    return problem && `${problem.path} ${problem.message}`;
  }

  #find(method: string, path: string) {
    for (const { template, names, operations } of this.#paths) {
      const match = template.exec(path);
      const operation = match && operations[method.toLowerCase()];
      if (!match || !operation) continue;
      const all = [...(operations.parameters ?? []), ...(operation.parameters ?? [])];
      const parameters = all.map((one) =>
        one.$ref ? (this.#resolve(one.$ref) as unknown as Parameter) : one,
      );
      const values = Object.fromEntries(
        names.map((name, index) => [name, decodeURIComponent(match[index + 1]!)]),
      );
      return { operation, parameters, values };
    }
    return null;
  }

  /** What is in an address is text; its schema may want a number or a truth value. */
  #checkText(schema: Schema, text: string) {
    const problem = this.#check(schema, text, "");
    if (problem === null || schema.type === "string") return problem;
    if (text === "true" || text === "false") return this.#check(schema, text === "true", "");
    return /^-?\d{1,15}$/.test(text) ? this.#check(schema, Number(text), "") : problem;
  }

  #check(schema: Schema, value: unknown, path: string): { path: string; message: string } | null {
    const wrong = (message: string) => ({ path, message });
    if (value === null && schema.nullable === true) return null;
    if (typeof schema.$ref === "string") {
      const problem = this.#check(this.#resolve(schema.$ref), value, path);
      if (problem) return problem;
    }
    for (const part of (schema.allOf as Schema[] | undefined) ?? []) {
      const problem = this.#check(part, value, path);
      if (problem) return problem;
    }
    const choices = (schema.oneOf ?? schema.anyOf) as Schema[] | undefined;
    if (choices && !choices.some((choice) => this.#check(choice, value, path) === null))
      return this.#check(choices[0]!, value, path);
    if (schema.type !== undefined && !isOfType(value, schema.type))
      return wrong(`must be of type ${String(schema.type)}`);
    if (Array.isArray(schema.enum) && !schema.enum.includes(value))
      return wrong(`must be one of ${schema.enum.join(", ")}`);
    const limit = outOfBounds(schema, value);
    if (limit) return wrong(limit);
    if (Array.isArray(value))
      return this.#first(
        value.map((item, index) => [`${index}`, schema.items as Schema, item]),
        path,
      );
    return typeof value === "object" && value !== null
      ? this.#checkObject(schema, value as Schema, path)
      : null;
  }

  #checkObject(schema: Schema, value: Schema, path: string) {
    for (const name of (schema.required as string[] | undefined) ?? [])
      if (value[name] === undefined) return { path, message: `must have the property ${name}` };
    const properties = (schema.properties as Record<string, Schema> | undefined) ?? {};
    const others = schema.additionalProperties;
    const parts: [string, Schema | undefined, unknown][] = [];
    for (const [name, item] of Object.entries(value)) {
      const known = properties[name];
      if (!known && others === false) return { path, message: `must not have the property ${name}` };
      const keyProblem = schema.propertyNames && outOfBounds(schema.propertyNames as Schema, name);
      if (keyProblem) return { path, message: `has a property whose name ${keyProblem}` };
      parts.push([name, known ?? (typeof others === "object" ? (others as Schema) : undefined), item]);
    }
    return this.#first(parts, path);
  }

  #first(parts: [string, Schema | undefined, unknown][], path: string) {
    for (const [name, schema, item] of parts) {
      const problem = schema && this.#check(schema, item, path === "" ? name : `${path}.${name}`);
      if (problem) return problem;
    }
    return null;
  }

  /** References go deep into the file, through lists too. */
  #resolve(reference: string): Schema {
    let node: unknown = this.#document;
    for (const part of reference.slice(2).split("/"))
      node = (node as Record<string, unknown>)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    return node as Schema;
  }
}

function isOfType(value: unknown, type: unknown): boolean {
  if (Array.isArray(type)) return type.some((one) => isOfType(value, one));
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "null") return value === null;
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

function outOfBounds(schema: Schema, value: unknown): string | null {
  const bound = (name: string) => schema[name] as number | undefined;
  const isOutside = (size: number, least: string, most: string) =>
    size < (bound(least) ?? -Infinity) || size > (bound(most) ?? Infinity);
  if (typeof value === "number" && isOutside(value, "minimum", "maximum")) return "is outside its bounds";
  if (typeof value === "string") {
    if (isOutside(value.length, "minLength", "maxLength")) return "has a forbidden length";
    if (typeof schema.pattern === "string" && !new RegExp(schema.pattern).test(value))
      return `must match ${schema.pattern}`;
    if (schema.format === "uuid" && !UUID.test(value)) return "must be a UUID";
  }
  if (Array.isArray(value) && isOutside(value.length, "minItems", "maxItems"))
    return "has a forbidden number of items";
  const isPlainObject = typeof value === "object" && value !== null && !Array.isArray(value);
  if (isPlainObject && isOutside(Object.keys(value).length, "minProperties", "maxProperties"))
    return "has a forbidden number of properties";
  return null;
}
