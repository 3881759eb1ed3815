import { createTokenizer, usualForms, WordloomError } from '@wordloom/core'
import type { TokenizerSpec, TrainedModel, WordRunsSpec } from '@wordloom/core'
import { intAttribute, stringAttribute } from '../format/node.js'
import type { GraphBuilder } from './graph-builder.js'
import { addLabelEncoder, tokenKeys, type TokenKeys } from './token-keys.js'

/** `StringSplit` came with this operator set. */
const stringSplitOpset = 20

/** White_Space of Unicode and ASCII punctuation, negated, as RE2 writes it. */
const runOfWord =
  '[^\\t-\\r \\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}!-/:-@\\[-`{-~]+'
const runBetweenSpaces = '[^ ]+'

/**
 * Texts, `[batch]` → int64 ids `[batch, time]`, as the tokenizer `word-runs` gives them.
 *
 * The locale C lower-cases ASCII alone in native builds (any other may be missing on a machine), and every letter in
 * WebAssembly: the ids stand by all the forms of a word that may come out. ONNX Runtime's own `Tokenizer` parts words at
 * any character; ONNX' `StringSplit` does at spaces, and is taken where these are all.
 *
 * @throws WordloomError `ONNX_UNSUPPORTED` for any other tokenizer.
 */
export function addTextInput(builder: GraphBuilder, model: TrainedModel, texts: string): string {
  const { tokenizer, maxLength } = model.spec
  assertExpressible(tokenizer)
  const lowered = builder.add('StringNormalizer', [texts], 'lower_case_text', [
    stringAttribute('case_change_action', 'LOWER'),
    stringAttribute('locale', 'C'),
  ])
  const tokens = addSplit(builder, tokenizer, lowered)
  const ids = addLabelEncoder(builder, tokens, textKeys(model, tokenizer))
  const bounds = [builder.int64('first_token', [0]), builder.int64('max_length', [maxLength])]
  return builder.add('Slice', [ids, ...bounds, builder.int64('token_axis', [1])], 'kept_ids')
}

function addSplit(builder: GraphBuilder, { separators }: WordRunsSpec, lowered: string): string {
  const spaces = separators === 'spaces'
  if (spaces && builder.opset >= stringSplitOpset) {
    builder.addNode({ opType: 'StringSplit', name: 'tokens', input: [lowered], output: ['tokens', 'token_counts'] })
    return 'tokens'
  }
  builder.addNode({
    opType: 'Tokenizer',
    domain: 'com.microsoft',
    name: 'tokens',
    input: [lowered],
    output: ['tokens'],
    attribute: [
      intAttribute('mark', 0),
      intAttribute('mincharnum', 1),
      stringAttribute('pad_value', ''),
      stringAttribute('tokenexp', spaces ? runBetweenSpaces : runOfWord),
    ],
  })
  return 'tokens'
}

/** The ids of the strings that the lower-cased text may be parted into: of each word all forms that are it for the tokenizer. */
function textKeys({ vocabulary }: TrainedModel, tokenizer: WordRunsSpec): TokenKeys {
  const tokenize = createTokenizer(tokenizer)
  const isWord = (form: string, word: string): boolean => {
    const tokens = tokenize(form)
    return tokens.length === 1 && tokens[0] === word
  }
  const keys = new Map<string, number>()
  for (const [word, id] of tokenKeys(vocabulary)) {
    if (word === '') keys.set(word, id)
    else for (const form of usualForms(word)) if (isWord(form, word)) keys.set(form, id)
  }
  return keys
}

function assertExpressible(tokenizer: TokenizerSpec): asserts tokenizer is WordRunsSpec {
  if (tokenizer.type === 'word-runs') return
  const reasons = {
    'text-vectorization': 'It deletes punctuation inside of words, and no operator does: they part texts, or keep it.',
    'unicode-words': 'It finds words by rules and dictionaries that no operator has.',
  }
  throw new WordloomError('ONNX_UNSUPPORTED', 'An ONNX graph cannot express the tokenizer of this model', {
    name: 'tokenizer.type',
    expected: 'word-runs',
    received: tokenizer.type,
    hint: `${reasons[tokenizer.type]} Train with the tokenizer word-runs, or export with inputs tokens or ids.`,
  })
}
