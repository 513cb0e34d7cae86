// How a device that holds passkeys is reached; kept, because the browser asks for it. Pure.
const KNOWN = ["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"] as const;
type Transport = (typeof KNOWN)[number];

/** Those that we know, out of what a browser sent. */
export function transportsOf(given: readonly string[] | undefined): Transport[] {
  return KNOWN.filter((transport) => given?.includes(transport));
}
