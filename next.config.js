/** Files and answers that are no page: nothing in them may run but a worker, which may fetch from us alone. */
const FILE_POLICY = "default-src 'none'; script-src 'self' blob:; connect-src 'self'; frame-ancestors 'none'"
const ANSWER_POLICY =
  "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const policyFor = (source, policy) => ({ source, headers: [{ key: 'Content-Security-Policy', value: policy }] })

/** @type {import('next').NextConfig} */
export default {
  images: { unoptimized: true },
  poweredByHeader: false,
  serverExternalPackages: ['@node-rs/argon2', 'pdfkit', 'pg', 'rate-limiter-flexible'],
  // No page takes a body; what is sent to one is not kept while it is refused.
  experimental: { proxyClientMaxBodySize: 16_384 },
  devIndicators: false,
  // Types are checked by "npm test"; checking them again would double every cold start.
  typescript: { ignoreBuildErrors: true },
  // GA/T 1400 fixes its addresses.
  rewrites: async () => [{ source: '/VIID/:path*', destination: '/api/viid/:path*' }],
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
      ],
    },
    policyFor('/_next/static/:path*', FILE_POLICY),
    policyFor('/maplibre/:path*', FILE_POLICY),
    policyFor('/api/:path*', ANSWER_POLICY),
  ],
}
