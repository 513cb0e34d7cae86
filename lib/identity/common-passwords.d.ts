declare module "fxa-common-password-list" {
  /** True for one of the 50,000 most common passwords of at least eight characters, in lower case. */
  export function test(password: string): boolean;
}
