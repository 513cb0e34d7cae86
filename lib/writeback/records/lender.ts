// Who we are in the borrower's books. Free of server code.
export const LENDER_NAME = "Modern Lending";
export const LENDER_ACCOUNT_NAME = "Modern Lending loan account";
