import { MEDIA_STATUS, MediaError, type MediaReason } from '../../server/media/gateway'
import { ServiceError } from '../../server/services/service-error'
import { awayProblem, problem } from './guard'

const RETRY_AFTER_S: Partial<Record<MediaReason, string>> = { offline: '10', busy: '5', unreachable: '2', timeout: '2' }
const SERVICE_STATUS = {
  'not-found': 404,
  conflict: 409,
  refused: 403,
  invalid: 400,
  'too-large': 413,
  unavailable: 503,
  'needs-approval': 428,
  unproved: 412,
} as const

/** A failure of media as a problem+json that the player understands. */
export function mediaProblem(error: unknown): Response {
  if (error instanceof MediaError) {
    const after = RETRY_AFTER_S[error.reason]
    return problem(MEDIA_STATUS[error.reason], error.reason, error.message, after ? { 'Retry-After': after } : {})
  }
  if (error instanceof ServiceError) return problem(SERVICE_STATUS[error.reason], error.reason, error.message)
  return awayProblem(error)
}
