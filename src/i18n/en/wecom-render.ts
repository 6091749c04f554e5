/** What a card says on WeCom beyond its own words: see RenderTexts in chat/wecom/render/texts.ts. */
export const wecomRender = {
  cut: (show: string | null) => (show === null ? '(shortened)' : `(shortened: ${show})`),
  cutElsewhere: (show: string | null) =>
    show === null ? '(shortened)' : `(shortened; in a direct chat with me: ${show})`,
  moreItems: (count: number) => `… and ${count} more`,
  moreTyped: (count: number) => `… ${count} more commands: /ticket help`,
  typedTitle: () => 'Type to act:',
  typedElsewhere: () => 'To act, send to Huiyin in a direct chat:',
  typed: ({ label, typed }: { label: string; typed: string }) => `${label}: ${typed}`,
  fact: ({ label, value }: { label: string; value: string }) => `${label}: ${value}`,
};
