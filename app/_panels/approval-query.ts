import { TRPCClientError } from '@trpc/client'
import type { AppRouter } from '../../server/router'
import type { api } from '../_ui/api'

/** The query that a second person would agree to. */
export type TraceQuery = Parameters<typeof api.passages.askApproval.mutate>[0]
export type Approval = Awaited<ReturnType<typeof api.passages.approvals.query>>['own'][number]
type ReadKind = Approval['read']['kind']
/** A request for a read of one kind. */
export type ApprovalOf<Kind extends ReadKind> = Approval & { read: Extract<Approval['read'], { kind: Kind }> }

export const isOfKind = <Kind extends ReadKind>(approval: Approval, kind: Kind): approval is ApprovalOf<Kind> =>
  approval.read.kind === kind

export const APPROVALS = ['approvals']

/** Whether a call failed for want of a second person. */
export const isApprovalNeeded = (error: unknown): boolean =>
  error instanceof TRPCClientError && (error as TRPCClientError<AppRouter>).data?.code === 'PRECONDITION_REQUIRED'
