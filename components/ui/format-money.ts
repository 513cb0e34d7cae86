/**
 * Writes a decimal string for people: `"-1234.5"` becomes `−1,234.50` (a true minus, which screen readers say).
 * Works on the characters, so no float is ever between the ledger and the screen; it does not round and
 * shows more than two decimals as given.
 */
export function formatMoney(amount: string, sign = "") {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
  if (!match) throw new RangeError(`Not a decimal amount: ${amount}`);
  const [, minus = "", whole = "0", decimals = ""] = match;
  const isZero = /^0*$/.test(whole + decimals);
  return `${minus && !isZero ? "−" : ""}${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals.padEnd(2, "0")}`;
}

/** `"0.048"` becomes `4.80%`; more decimals stay when the rate has them (`"0.12345"` is `12.345%`). */
export function formatRate(rate: string) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(rate);
  if (!match) throw new RangeError(`Not a decimal rate: ${rate}`);
  const [, minus = "", whole = "0", decimals = ""] = match;
  const digits = decimals.padEnd(4, "0");
  const percent = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  const rest = digits.slice(2).replace(/0+$/, "").padEnd(2, "0");
  return `${minus ? "−" : ""}${percent}.${rest}%`;
}
