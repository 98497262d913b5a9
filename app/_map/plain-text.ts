const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** For the one place that takes markup: the map's line of attributions, which come with imported files and are shown as text. */
export const asPlainText = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character])
