'use client'
/** The end of a form that saves: what went wrong, what was done, and the button. */
import type { UseMutationResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { messageOf } from '../_ui/api'
import { Note } from './panel'

type Mutation = Pick<UseMutationResult<unknown, Error, never>, 'error' | 'isPending'>

export function Saving({
  mutation: { error, isPending },
  done,
  isPrimary = true,
  isReady = true,
  children,
}: {
  mutation: Mutation
  /** Said once it is done. */
  done?: ReactNode
  isPrimary?: boolean
  isReady?: boolean
  children: ReactNode
}) {
  return (
    <>
      {error && (
        <div role="alert">
          <Note tone="warn">{messageOf(error)}</Note>
        </div>
      )}
      {done && (
        <p role="status" className="text-ink-2 text-xs">
          {done}
        </p>
      )}
      <button
        type="submit"
        className={`button justify-self-start ${isPrimary ? 'primary' : ''}`}
        disabled={!isReady || isPending}
      >
        {children}
      </button>
    </>
  )
}
