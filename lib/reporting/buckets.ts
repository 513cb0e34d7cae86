// Days past due, as lenders group them. Pure.
export const BUCKETS = [
  { name: "current", fromDays: 0, toDays: 0, label: "Current" },
  { name: "1-30", fromDays: 1, toDays: 30, label: "1 to 30 days" },
  { name: "31-60", fromDays: 31, toDays: 60, label: "31 to 60 days" },
  { name: "61-90", fromDays: 61, toDays: 90, label: "61 to 90 days" },
  { name: "91+", fromDays: 91, toDays: Infinity, label: "91 days or more" },
] as const;
export type BucketName = (typeof BUCKETS)[number]["name"];

/** @example bucketOf(31) // "31-60" */
export function bucketOf(daysPastDue: number): BucketName {
  return BUCKETS.find(({ fromDays, toDays }) => daysPastDue >= fromDays && daysPastDue <= toDays)!.name;
}
