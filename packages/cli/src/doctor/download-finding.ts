import { limited, ok, type Finding } from './finding.js'

type Environment = Readonly<Record<string, string | undefined>>

/** Whether vectors are downloaded, and through which proxies. Nothing is asked of the network. */
export function downloadFinding(environment: Environment): Finding {
  const name = 'downloads'
  if (!['', '0', 'false', undefined].includes(environment['WORDLOOM_OFFLINE'])) {
    return limited(name, {
      found: 'switched off by WORDLOOM_OFFLINE',
      consequence: 'Only vectors that are in the cache folder can be named.',
      remedy: 'Unset WORDLOOM_OFFLINE, or put files into the cache folder by hand.',
    })
  }
  const proxies = ['http_proxy', 'https_proxy'].flatMap((variable) => {
    const value = setting(environment, variable)
    return value === undefined ? [] : [`${variable.toUpperCase()} ${withoutCredentials(value)}`]
  })
  const exceptions = setting(environment, 'no_proxy')
  const mirrors = (environment['WORDLOOM_VECTORS_MIRROR'] ?? '').split(/[\s,]+/).filter((mirror) => mirror !== '')
  const parts = [
    proxies.length === 0 ? 'allowed, without a proxy' : `allowed, by proxy: ${proxies.join(', ')}`,
    ...(proxies.length === 0 || exceptions === undefined ? [] : [`except for ${exceptions}`]),
    ...(mirrors.length === 0 ? [] : [`mirrors: ${mirrors.map(withoutCredentials).join(', ')}`]),
  ]
  return ok(name, parts.join('; '))
}

/** In lower case first, as undici reads them. */
function setting(environment: Environment, variable: string): string | undefined {
  const value = environment[variable] ?? environment[variable.toUpperCase()]
  return value === '' ? undefined : value
}

/** People paste what the doctor says into bug reports. */
function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return 'set, but no address'
  const url = new URL(address)
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`
}
