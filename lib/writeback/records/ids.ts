// The lender account has two ids that look alike and are never interchangeable: two types, so that a mix-up does not compile.

/** The account as we named it to the bank feed. Feed lines go to it. */
export type LenderSourceId = string & { readonly __brand: "LenderSourceId" };

/** The same account in the accounting platform. Transfers and direct costs name it. */
export type LenderTargetId = string & { readonly __brand: "LenderTargetId" };

/** An account or supplier in the accounting platform. */
export type BooksId = string;
