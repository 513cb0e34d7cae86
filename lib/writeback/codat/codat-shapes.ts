// What Codat answers, reshaped into our own types. Lenient: null and absent are one, an unknown word becomes "Unknown", and
// what we do not use is not looked at, so that a grown API does not break us.
import { z } from "zod";
import { validationOf, type Validation } from "./codat-client";
import type { OptionModel } from "@/lib/writeback/records/preflight";

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
const figure = z
  .number()
  .nullish()
  .transform((value) => value ?? null)
  .catch(null);
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .unknown()
    .optional()
    .transform((value): Words[number] | "Unknown" => words.find((word) => word === value) ?? "Unknown");

export const CONNECTION_STATUSES = ["PendingAuth", "Linked", "Unlinked", "Deauthorized"] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number] | "Unknown";

export const nothing = z
  .unknown()
  .optional()
  .transform(() => null);

export const company = z.looseObject({ id: z.string(), name: text });
/** The products that Codat has enabled for it, such as "bank-feeds". */
export const companyWithProducts = company.extend({ products: z.array(z.string()).nullish().catch(null) });

const linkError = z.looseObject({ statusText: text, errorMessage: text, status: text, erroredOnUtc: text });
export const connection = z
  .looseObject({
    id: z.string(),
    platformName: text,
    linkUrl: text,
    status: oneOf(CONNECTION_STATUSES),
    lastSync: text,
    dataConnectionErrors: z.array(linkError).nullish().catch(null),
  })
  .transform(({ id, platformName, linkUrl, status, lastSync, dataConnectionErrors }) => {
    const open = (dataConnectionErrors ?? []).filter((error) => error.status !== "Resolved").at(-1);
    return {
      id,
      platformName,
      linkUrl,
      status,
      lastSync,
      problem: open?.errorMessage ?? open?.statusText ?? null,
    };
  });
export type CodatConnection = z.output<typeof connection>;

export const info = z.looseObject({ companyName: text, baseCurrency: text });

const SYNC_WORDS = [
  "Queued",
  "Fetching",
  "Mapping",
  "MapQueued",
  "Validating",
  "Processing",
  "ProcessingQueued",
  "ValidationQueued",
  "FetchQueued",
  "Complete",
  "NotSupported",
  "FetchError",
  "MapError",
  "ValidationError",
  "ProcessingError",
  "InternalError",
  "PermissionsError",
  "AuthError",
] as const;
export const dataStatus = z
  .record(
    z.string(),
    z
      .looseObject({ currentStatus: oneOf(SYNC_WORDS), lastSuccessfulSync: text })
      .nullable()
      .catch(null),
  )
  .transform((types) =>
    Object.fromEntries(
      Object.entries(types).flatMap(([name, found]) =>
        found
          ? [[name, { status: found.currentStatus, lastSuccessfulSync: found.lastSuccessfulSync }] as const]
          : [],
      ),
    ),
  );

/** A list and how many there are in all. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .looseObject({ results: z.array(item), totalResults: figure, pageNumber: figure, pageSize: figure })
    .transform(({ results, totalResults }) => ({ results, total: totalResults ?? results.length }));
}

const metadata = z
  .looseObject({ isDeleted: z.boolean().nullish().catch(null) })
  .nullish()
  .catch(null);

export const account = z
  .looseObject({
    id: z.string(),
    name: text,
    nominalCode: text,
    type: text,
    status: text,
    currency: text,
    isBankAccount: z.boolean().nullish().catch(null),
    metadata,
  })
  .transform(({ metadata: meta, ...rest }) => ({ ...rest, isDeleted: meta?.isDeleted === true }));
export const supplier = z
  .looseObject({ id: z.string(), supplierName: text, status: text, defaultCurrency: text, metadata })
  .transform(({ metadata: meta, ...rest }) => ({ ...rest, isDeleted: meta?.isDeleted === true }));
export const bankAccount = z
  .looseObject({
    id: z.string(),
    accountName: text,
    accountType: text,
    nominalCode: text,
    accountNumber: text,
    currency: text,
    status: text,
    institution: text,
    metadata,
  })
  .transform(({ metadata: meta, ...rest }) => ({ ...rest, isDeleted: meta?.isDeleted === true }));
export type CodatAccount = z.output<typeof account>;
export type CodatSupplier = z.output<typeof supplier>;
export type CodatBankAccount = z.output<typeof bankAccount>;

const ref = z.looseObject({ id: text }).nullish().catch(null);
const transferLeg = z.looseObject({ accountRef: ref, amount: figure, currency: text }).nullish().catch(null);
export const transfer = z
  .looseObject({ id: z.string(), description: text, date: text, from: transferLeg, to: transferLeg })
  .transform(({ id, description, date, from, to }) => ({
    id,
    text: description ?? "",
    date: day(date),
    fromId: from?.accountRef?.id ?? null,
    toId: to?.accountRef?.id ?? null,
    amount: from?.amount ?? to?.amount ?? null,
  }));
export const directCost = z
  .looseObject({
    id: z.string(),
    reference: text,
    note: text,
    issueDate: text,
    totalAmount: figure,
    lineItems: z
      .array(z.looseObject({ accountRef: ref, totalAmount: figure }))
      .nullish()
      .catch(null),
  })
  .transform(({ id, reference, note, issueDate, totalAmount, lineItems }) => ({
    id,
    text: [reference, note].filter((part) => part !== null).join(" "),
    date: day(issueDate),
    accountIds: (lineItems ?? []).flatMap((line) => (line.accountRef?.id ? [line.accountRef.id] : [])),
    amount: totalAmount,
  }));
export type BooksTransfer = z.output<typeof transfer>;
export type BooksDirectCost = z.output<typeof directCost>;

const sourceAccount = z.looseObject({ id: z.string(), accountName: text, status: text, balance: figure });
export const oneSourceAccount = sourceAccount;

const targetOption = z.looseObject({ id: text, name: text, accountNumber: text });
const feedMapping = z
  .looseObject({
    sourceAccountId: z.string(),
    sourceAccountName: text,
    sourceBalance: figure,
    sourceCurrency: text,
    targetAccountId: text,
    targetAccountName: text,
    status: text,
    targetAccountOptions: z.array(targetOption).nullish().catch(null),
    feedStartDate: text,
  })
  .transform(({ targetAccountOptions, ...rest }) => ({
    ...rest,
    options: (targetAccountOptions ?? []).flatMap(({ id, name, accountNumber }) =>
      id ? [{ id, name: name ?? id, accountNumber }] : [],
    ),
  }));
export type FeedMapping = z.output<typeof feedMapping>;
export const feedMappings = z.array(feedMapping);
export const mappingAnswer = z.looseObject({
  sourceAccountId: text,
  targetAccountId: text,
  status: text,
  error: text,
});

const WRITE_STATUSES = ["Pending", "Success", "Failed", "TimedOut"] as const;
const change = z.looseObject({
  recordRef: z.looseObject({ id: text, dataType: text }).nullish().catch(null),
});
export const pushOperation = z
  .looseObject({
    pushOperationKey: z.string(),
    dataConnectionKey: text,
    dataType: text,
    requestedOnUtc: text,
    status: oneOf(WRITE_STATUSES),
    errorMessage: text,
    validation: z.unknown().optional(),
    changes: z.array(change).nullish().catch(null),
  })
  .transform(
    ({
      pushOperationKey,
      dataConnectionKey,
      dataType,
      requestedOnUtc,
      status,
      errorMessage,
      validation,
      changes,
    }) => ({
      pushOperationKey,
      connectionId: dataConnectionKey,
      dataType,
      requestedAt: requestedOnUtc,
      status,
      error: errorMessage,
      validation: validationOf(validation) as Validation[],
      recordId: changes?.[0]?.recordRef?.id ?? null,
    }),
  );
export type PushOperation = z.output<typeof pushOperation>;

const optionValue = z.looseObject({
  value: z.union([z.string(), z.number(), z.boolean()]).transform(String),
  displayName: text,
});

export const optionModel: z.ZodType<OptionModel> = z.lazy(() =>
  z
    .looseObject({
      type: text,
      displayName: text,
      description: text,
      required: z.boolean().nullish().catch(null),
      properties: z.record(z.string(), optionModel).nullish().catch(null),
      options: z.array(optionValue).nullish().catch(null),
    })
    .transform(({ type, displayName, description, required, properties, options }) => ({
      type: type ?? "Unknown",
      displayName,
      description,
      required: required === true,
      properties: properties ?? null,
      options:
        options && options.length > 0
          ? options.map(({ value, displayName: name }) => ({ value, displayName: name }))
          : null,
    })),
);

function day(value: string | null): string | null {
  return value === null ? null : value.slice(0, 10);
}
