/** What a browser may do with our pages: scripts that carry the page's nonce, and no other origin at all. */

/** For one page, whose nonce is used once. Development needs eval for readable traces. */
export const pagePolicy = (nonce: string, isProduction: boolean): string =>
  [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isProduction ? '' : " 'unsafe-eval'"}`,
    `style-src 'self' ${isProduction ? `'nonce-${nonce}'` : "'unsafe-inline'"}`,
    // Bars and legends carry their size and colour in a style attribute, which can run nothing.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

const ONE_YEAR_S = 31_536_000

/** Browsers that came by TLS come by TLS only. */
export const TLS_ONLY = ['Strict-Transport-Security', `max-age=${ONE_YEAR_S}; includeSubDomains`] as const
