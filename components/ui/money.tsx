import { classed } from "./class-name";
import { formatMoney, formatRate } from "./format-money";

/** An amount from a decimal string, in tabular figures. Tables carry the currency in a heading, so no sign by default. */
export function Money({
  amount,
  sign = false,
  className,
}: {
  amount: string;
  sign?: boolean;
  className?: string;
}) {
  return (
    <data value={amount} {...classed(className)}>
      {formatMoney(amount, sign ? "$" : "")}
    </data>
  );
}

/** A yearly rate from a fraction: `"0.048"` shows as 4.80%. */
export function Rate({ rate, className }: { rate: string; className?: string }) {
  return (
    <data value={rate} {...classed(className)}>
      {formatRate(rate)}
    </data>
  );
}
