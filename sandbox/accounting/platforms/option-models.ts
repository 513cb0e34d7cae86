// What a connection accepts, in Codat's words (PushOption), and the check of a body against it.
import type { ValidationItem } from "@/sandbox/accounting/http/api";
import { Digits, type Json } from "@/sandbox/accounting/http/json";

export type Model = {
  type: "Object" | "Array" | "String" | "Number" | "DateTime" | "Boolean";
  name: string;
  required: boolean;
  notes: string[];
  allowed: string[];
  longest: number | null;
  pattern: RegExp | null;
  properties: Record<string, Model>;
};

type Extra = Partial<Pick<Model, "required" | "notes" | "allowed" | "longest" | "pattern">>;
type Parts = Record<string, Model>;

const make = (type: Model["type"], name: string, extra: Extra = {}, properties: Parts = {}): Model => ({
  type,
  name,
  required: false,
  notes: [],
  allowed: [],
  longest: null,
  pattern: null,
  ...extra,
  properties,
});

export const text = (name: string, extra?: Extra) => make("String", name, extra);
export const number = (name: string, extra?: Extra) => make("Number", name, extra);
export const date = (name: string, extra?: Extra) => make("DateTime", name, extra);
export const object = (name: string, properties: Parts, extra?: Extra) =>
  make("Object", name, extra, properties);
export const list = (name: string, properties: Parts, extra?: Extra) =>
  make("Array", name, extra, properties);
export const required = (model: Model): Model => ({ ...model, required: true });

/** Codat's PushOption. */
export function toPushOption(model: Model): object {
  const properties = Object.entries(model.properties);
  const notes = [...model.notes, ...(model.longest === null ? [] : [tooLong(model)])];
  return {
    type: model.type,
    displayName: model.name,
    description: model.name,
    required: model.required,
    ...(properties.length === 0
      ? {}
      : { properties: Object.fromEntries(properties.map(([key, part]) => [key, toPushOption(part)])) }),
    ...(model.allowed.length === 0
      ? {}
      : {
          options: model.allowed.map((value) => ({
            value,
            type: "String",
            displayName: value,
            description: value,
            required: false,
          })),
        }),
    ...(notes.length === 0
      ? {}
      : {
          validation: {
            warnings: notes.map((details) => ({ field: model.name, details })),
            information: [],
          },
        }),
  };
}

/** What a platform would say of a body that its model does not allow. */
export function violations(model: Model, value: Json | undefined, validatorName: string): ValidationItem[] {
  return check(model, value, "", validatorName);
}

function check(model: Model, value: Json | undefined, path: string, validatorName: string): ValidationItem[] {
  const say = (message: string): ValidationItem[] => [{ itemId: capital(path), message, validatorName }];
  if (value === undefined || value === null)
    return model.required ? say(`${capital(path)} must be provided.`) : [];
  if (model.type === "Array") {
    if (!Array.isArray(value)) return say(`${capital(path)} must be a list.`);
    if (model.required && value.length === 0) return say(`${capital(path)} must be provided.`);
    return value.flatMap((item) => parts(model, item, path, validatorName));
  }
  if (model.type === "Object") return parts(model, value, path, validatorName);
  if (model.type === "Number")
    return value instanceof Digits ? [] : say(`${capital(path)} must be a number.`);
  if (typeof value !== "string")
    return model.type === "Boolean" ? [] : say(`${capital(path)} must be a text.`);
  if (model.required && value.trim() === "") return say(`${capital(path)} must be provided.`);
  if (model.longest !== null && value.length > model.longest) return say(tooLong(model));
  if (model.pattern && !model.pattern.test(value))
    return say(model.notes[0] ?? `${capital(path)} is not valid.`);
  if (model.allowed.length > 0 && !model.allowed.some((one) => one.toLowerCase() === value.toLowerCase()))
    return say(`${capital(path)} must be one of: ${model.allowed.join(", ")}.`);
  return [];
}

function parts(model: Model, value: Json, path: string, validatorName: string): ValidationItem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Digits)
    return [];
  return Object.entries(model.properties).flatMap(([key, part]) =>
    check(part, value[key], path === "" ? key : `${path}.${key}`, validatorName),
  );
}

function tooLong(model: Model): string {
  return `${model.name} must not be longer than ${model.longest} characters long.`;
}

/** `from.accountRef.id` → `From.AccountRef.Id`, as the platforms' messages write it. */
function capital(path: string): string {
  return path.replace(/(^|\.)([a-z])/g, (found) => found.toUpperCase());
}
