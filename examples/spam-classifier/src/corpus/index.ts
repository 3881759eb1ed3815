export { loadSpamCorpus } from './load-spam-corpus.js'
export type { SpamCorpus, SpamLabel, SpamTexts } from './load-spam-corpus.js'
