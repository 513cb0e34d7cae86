// Counts what a web server answers, for /metrics. Plain JavaScript like serve.js, which does not run under tsx.

/** Seconds, as Prometheus's buckets have them. */
const AT_MOST = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]);

export function newAnswered() {
  return {
    requests: /** @type {Record<string, number>} */ ({}),
    atMost: Object.fromEntries(AT_MOST.map((seconds) => [String(seconds), 0])),
    count: 0,
    seconds: 0,
  };
}

/** @typedef {ReturnType<typeof newAnswered>} Answered */

/**
 * @param {Answered} answered
 * @param {string} method
 * @param {number} status
 * @param {number} seconds
 */
export function note(answered, method, status, seconds) {
  const key = `${METHODS.has(method) ? method : "other"} ${status}`; // anyone may invent methods, and each would be kept
  answered.requests[key] = (answered.requests[key] ?? 0) + 1;
  for (const most of AT_MOST) if (seconds <= most) answered.atMost[String(most)] += 1;
  answered.count += 1;
  answered.seconds += seconds;
}

/**
 * @param {Answered[]} parts
 * @returns {Answered}
 */
export function addUp(parts) {
  const total = newAnswered();
  for (const { requests, atMost, count, seconds } of parts) {
    for (const [key, n] of Object.entries(requests)) total.requests[key] = (total.requests[key] ?? 0) + n;
    for (const [most, n] of Object.entries(atMost)) total.atMost[most] = (total.atMost[most] ?? 0) + n;
    total.count += count;
    total.seconds += seconds;
  }
  return total;
}
