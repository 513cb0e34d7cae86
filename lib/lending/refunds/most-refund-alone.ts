import { d } from "@/lib/money/money";

/** Dollars that are refunded without a second person. */
export const MOST_REFUND_ALONE = d("100.00");
