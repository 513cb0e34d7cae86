// Counts without a pause while it is asked to, and needs nothing but its core. bench/replica.ts starts it.
import { setTimeout as wait } from "node:timers/promises";

let isCounting = false;

process.on("message", (order) => {
  if (order === "stop") process.exit();
  isCounting = order === "read";
  if (!isCounting) process.send!({ passes: 0 });
});

console.log("ready");
for (;;) {
  const until = performance.now() + 10;
  while (isCounting && performance.now() < until);
  await wait(isCounting ? 0 : 20);
}
