import { loadClassifier } from '@wordloom/trainer-node'
import Fastify from 'fastify'

const classifier = await loadClassifier('model')
const server = Fastify({
  logger: true,
  bodyLimit: 1_000_000,
  // Otherwise one text is taken for a list of one, and a number for a text.
  ajv: { customOptions: { coerceTypes: false } },
})

const body = {
  type: 'object',
  required: ['texts'],
  properties: { texts: { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string' } } },
}
server.post('/classify', { schema: { body } }, async (request) => {
  const { texts } = /** @type {{ texts: string[] }} */ (request.body)
  return { predictions: await classifier.predict(texts) }
})
server.get('/health', async () => ({ status: 'ok', labels: classifier.spec.task.labels }))
server.addHook('onClose', async () => classifier.dispose())

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close())
await server.listen({ port: Number(process.env['PORT'] ?? 3000), host: process.env['HOST'] ?? '127.0.0.1' })
