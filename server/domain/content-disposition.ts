/** A header that names a file to keep, by RFC 6266 and RFC 5987: its name in any script, and plain letters for old readers. */
export function attachment(fileName: string): string {
  const plain = fileName.normalize('NFKD').replace(/[^\w.-]+/g, '_')
  const encoded = encodeURIComponent(fileName.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
