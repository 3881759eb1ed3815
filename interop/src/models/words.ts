/** Words that runtimes might change on the way into the graph: beyond ASCII, with an apostrophe or a hyphen. */
export const words: readonly string[] = [
  'über',
  'free',
  'money',
  'click',
  'now',
  "don't",
  'don',
  't',
  'well-known',
  'well',
  'known',
  'straße',
  'éclair',
  'σοφία',
  'привет',
  '東京',
  'e\u0301te\u0301',
]

/** Words with characters beyond 16 bits. */
export const wideWords: readonly string[] = ['free', 'money', '👍', '👍🏽', '𝒜𝒷𝒸', '𠮷野家']
