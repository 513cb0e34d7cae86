/** What the commands of `npm run bank` print when they refuse; the exit status is then 1. */
export type BankError = { error: { code: string; record?: number; line?: number; message: string } };

export function bankError(code: string, message: string): BankError {
  return { error: { code, message } };
}
