import type { ComponentProps, ReactNode } from 'react'

interface Labelled {
  label: ReactNode
  hint?: ReactNode
}

/** A labelled control of a form. */
export function Field({ label, hint, children }: Labelled & { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what is put in
    <label className="grid gap-1">
      <span className="label">{label}</span>
      {children}
      {hint && <span className="text-ink-3 text-xs">{hint}</span>}
    </label>
  )
}

export function TextField({ label, hint, ...input }: Labelled & Omit<ComponentProps<'input'>, 'className'>) {
  return (
    <Field label={label} hint={hint}>
      <input className="field" required {...input} />
    </Field>
  )
}

/** Says only numbers; what is no number yet changes nothing. */
export function NumberField({
  onNumber,
  ...props
}: ComponentProps<typeof TextField> & { onNumber(value: number): void }) {
  const tell = (value: number) => Number.isFinite(value) && onNumber(value)
  return <TextField type="number" onChange={(event) => tell(event.target.valueAsNumber)} {...props} />
}

const LONGEST_PASSWORD = 256
const SHORTEST_PASSWORD = 10

export const PasswordField = (props: Labelled & { name: string }) => (
  <TextField type="password" autoComplete="current-password" maxLength={LONGEST_PASSWORD} {...props} />
)

export const NewPasswordField = (props: Labelled & { name: string }) => (
  <TextField
    type="password"
    autoComplete="new-password"
    minLength={SHORTEST_PASSWORD}
    maxLength={LONGEST_PASSWORD}
    {...props}
  />
)
