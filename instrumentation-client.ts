/** Next calls this in the browser whenever another page is asked for. */
import { noteLeaving } from './app/_ui/leaving'

export const onRouterTransitionStart = (href: string): void => noteLeaving(href)
