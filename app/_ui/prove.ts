/** Lets a refused call ask the person at the screen to prove who they are. One question at a time, whoever asks. */
type Answer = (isProved: boolean) => void

let show: ((answer: Answer) => void) | null = null
let asking: Promise<boolean> | null = null

/** The dialog registers how it is shown, and takes that back when it goes. */
export function registerProof(how: (answer: Answer) => void): () => void {
  show = how
  return () => {
    show = null
  }
}

/** True when they did; false when they would not, or where there is nobody to ask. */
export function askForProof(): Promise<boolean> {
  const present = show
  if (!present) return Promise.resolve(false)
  asking ??= new Promise<boolean>(present).finally(() => {
    asking = null
  })
  return asking
}
