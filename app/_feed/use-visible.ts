'use client'
/** Whether a person can see an element: it is on the screen, and the page has not been in the background for long. */
import { type RefObject, useEffect, useState } from 'react'

const BACKGROUND_GRACE_MS = 30_000

export function useVisible(element: RefObject<HTMLElement | null>): boolean {
  const [isOnScreen, setIsOnScreen] = useState(false)
  const [isInBackground, setIsInBackground] = useState(false)
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => setIsOnScreen(entry.isIntersecting))
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [element])
  useEffect(() => {
    let grace: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(grace)
      if (document.hidden) grace = setTimeout(() => setIsInBackground(true), BACKGROUND_GRACE_MS)
      else setIsInBackground(false)
    }
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(grace)
      document.removeEventListener('visibilitychange', look)
    }
  }, [])
  return isOnScreen && !isInBackground
}
