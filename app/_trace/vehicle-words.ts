/** What devices say of a vehicle's looks, as far as it has words here; the rest is shown as it came. */
import { useTranslations } from 'use-intl'

export const COLOURS = [
  'black',
  'white',
  'grey',
  'silver',
  'red',
  'blue',
  'yellow',
  'orange',
  'brown',
  'green',
  'purple',
  'cyan',
  'pink',
] as const
export const CLASSES = ['car', 'suv', 'taxi', 'van', 'bus', 'coach', 'truck', 'motorcycle'] as const

export function useVehicleWords() {
  const t = useTranslations('leads')
  const colours = new Map<string, string>(COLOURS.map((colour) => [colour, t(`colours.${colour}`)]))
  const classes = new Map<string, string>(CLASSES.map((name) => [name, t(`classes.${name}`)]))
  return {
    colour: (word: string) => colours.get(word) ?? word,
    vehicleClass: (word: string) => classes.get(word) ?? word,
  }
}
