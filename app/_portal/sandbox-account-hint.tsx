import { isSandbox } from "@/lib/env";

/** In the sandbox: numbers that work, and numbers that cause a return or a failure. */
export function SandboxAccountHint() {
  if (!isSandbox) return null;
  return (
    <p className="max-w-prose text-sm text-muted">
      Sandbox: with routing number <span className="figures">021000021</span>, account{" "}
      <span className="figures">123456789</span> works, <span className="figures">10001</span> has
      insufficient funds (the payment is returned with R01), and <span className="figures">11111111</span>{" "}
      fails.
    </p>
  );
}
