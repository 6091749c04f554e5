/**
 * Whether a conversation is one of those that begin so. A platform can be reached by several surfaces (an app, a bot, a
 * webhook), each for conversations of its own; a surface that names no beginnings serves all of its workspace.
 */
export function isServed({ serves }: { readonly serves?: readonly string[] }, conversation: string): boolean {
  return serves === undefined || serves.some((beginning) => conversation.startsWith(beginning));
}
