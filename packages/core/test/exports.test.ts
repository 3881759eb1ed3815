import * as core from '@wordloom/core'
import * as testing from '@wordloom/core/testing'
import { expect, it } from 'vitest'

it('should export exactly this', () => {
  expect(Object.keys(core).sort()).toMatchInlineSnapshot(`
    [
      "TrainingAbortedError",
      "WordloomError",
      "assertModelSpec",
      "buildVocabulary",
      "buildVocabularyFromCounts",
      "buildVocabularyFromStream",
      "createEmbedding",
      "createModelSpec",
      "createRandom",
      "createTokenizer",
      "createVocabulary",
      "decodeModelFolder",
      "decodeSafetensors",
      "defaultSpecialTokens",
      "defaultTokenizer",
      "embeddingFromSource",
      "encodeModelFolder",
      "encodeSafetensors",
      "errorCodes",
      "isWordloomError",
      "modelFolderFiles",
      "naturalLogarithm",
      "outputCount",
      "paddingId",
      "parseVocabularyJson",
      "parseVocabularyText",
      "randomEmbedding",
      "restoreRandom",
      "tensorFromFloat32",
      "tensorToFloat32",
      "unknownId",
      "vocabularyToJson",
      "vocabularyToText",
      "weightShapes",
      "wordloom",
    ]
  `)
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "embeddingSourceConformance",
      "engineConformance",
      "exporterConformance",
      "readEngineTrace",
      "trainerConformance",
    ]
  `)
})
