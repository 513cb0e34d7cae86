// The employer identification number of a business. Isomorphic: forms use it too.

export const EIN_SENTENCE = "Enter the EIN of the business: nine digits, for example 12-3456789.";

/**
 * The number as the IRS writes it, or null when it is none. Prefixes change over the years, so only the form is checked.
 *
 * @example einOf("123456789") // "12-3456789"
 */
export function einOf(typed: string): string | null {
  const digits = /^(\d{2})-?(\d{7})$/.exec(typed.trim());
  if (!digits || /^0+$/.test(typed.replace("-", ""))) return null;
  return `${digits[1]}-${digits[2]}`;
}
