'use client'
/** Settings being edited: what differs from what is stored can be saved. */
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../_ui/api'

type Changes = Parameters<typeof api.city.setSettings.mutate>[0]

export function useSettingsForm<Settings extends Changes>(stored: Settings, onSaved: () => unknown) {
  const [edited, setEdited] = useState(stored)
  const save = useMutation({ mutationFn: () => api.city.setSettings.mutate(edited), onSuccess: onSaved })
  return {
    edited,
    set: (changes: Partial<Settings>) => setEdited((settings) => ({ ...settings, ...changes })),
    save,
    isDirty: Object.entries(edited).some(([key, value]) => value !== stored[key as keyof Settings]),
    submit: (event: FormEvent) => {
      event.preventDefault()
      save.mutate()
    },
  }
}
