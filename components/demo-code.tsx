import { Alert } from "./ui/alert";

/** In the sandbox only: what the authenticator app of one of its people would show. */
export function DemoCode({ code }: { code: string }) {
  return (
    <Alert>
      Sandbox: the authenticator app shows <strong className="tnum">{code}</strong> now. Reload the page for
      the next code.
    </Alert>
  );
}
