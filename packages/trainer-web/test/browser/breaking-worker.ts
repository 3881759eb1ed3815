import '@wordloom/trainer-web/worker'

setTimeout(() => {
  throw new Error('broken on purpose')
}, 2_000)
