/** A refusal a person can act on. Only routers and route handlers turn it into a protocol's words. */
export class ServiceError extends Error {
  constructor(
    readonly reason:
      | 'not-found'
      | 'conflict'
      | 'refused'
      | 'invalid'
      | 'too-large'
      | 'unavailable'
      | 'needs-approval'
      | 'unproved',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}
