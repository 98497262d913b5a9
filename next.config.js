/** @type {import('next').NextConfig} */
export default {
  images: { unoptimized: true },
  poweredByHeader: false,
  serverExternalPackages: ['@node-rs/argon2', 'pg'],
  devIndicators: false,
  // Types are checked by "npm test"; checking them again would double every cold start.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ],
}
