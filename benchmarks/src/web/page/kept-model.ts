/** Where the pages keep their model. */
export const modelFolder = 'reference'

/** A short text of words of the model, as somebody would type one. */
export const predictionText: string = Array.from({ length: 20 }, (_, index) => `word${index * 401}`).join(' ')
