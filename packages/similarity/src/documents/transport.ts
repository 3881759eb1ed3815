/**
 * The least cost of moving `supply` to `demand`, which add up to the same, exactly: the transportation problem by shortest
 * augmenting paths with potentials (successive shortest paths; Ahuja, Magnanti, Orlin, Network Flows, 1993, section 9.7).
 * Every step empties a source, fills a sink, or frees a used way, and all costs stay reduced costs ≥ 0.
 *
 * Costs O(n³) for n sources and sinks or so: documents of some hundreds of words take some ten milliseconds.
 *
 * @param costs - `[supply.length, demand.length]`, not negative.
 */
export function leastTransportCost(supply: Float64Array, demand: Float64Array, costs: Float64Array): number {
  const sources = supply.length
  const sinks = demand.length
  const left = Float64Array.from(supply)
  const open = Float64Array.from(demand)
  const flow = new Float64Array(sources * sinks)
  const sourcePotential = new Float64Array(sources)
  const sinkPotential = new Float64Array(sinks)
  const least = 1e-15 * Math.max(1, sources + sinks)

  for (let source = 0; source < sources; source++) {
    while (left[source]! > least) {
      const path = shortestPath(source)
      if (path === undefined) break
      let amount = Math.min(left[source]!, open[path.sink]!)
      for (let step = 1; step < path.steps.length; step++) {
        const { from, to } = path.steps[step]!
        if (from === 'sink') amount = Math.min(amount, flow[to * sinks + path.steps[step]!.at]!)
      }
      for (const { from, at, to } of path.steps) {
        if (from === 'source') flow[at * sinks + to]! += amount
        else flow[to * sinks + at]! -= amount
      }
      left[source]! -= amount
      open[path.sink]! -= amount
    }
  }
  let total = 0
  for (let way = 0; way < flow.length; way++) total += flow[way]! * costs[way]!
  return total

  interface Step {
    readonly from: 'source' | 'sink'
    readonly at: number
    readonly to: number
  }

  /** Dijkstra over reduced costs, from a source to the nearest sink that is open. */
  function shortestPath(start: number): { readonly sink: number; readonly steps: readonly Step[] } | undefined {
    const sourceDistance = new Float64Array(sources).fill(Infinity)
    const sinkDistance = new Float64Array(sinks).fill(Infinity)
    const cameToSink = new Int32Array(sinks).fill(-1)
    const cameToSource = new Int32Array(sources).fill(-1)
    const doneSources = new Uint8Array(sources)
    const doneSinks = new Uint8Array(sinks)
    sourceDistance[start] = 0
    let reached = -1
    for (;;) {
      let nearest = Infinity
      let index = -1
      let isSource = false
      for (let at = 0; at < sources; at++) {
        if (doneSources[at] === 0 && sourceDistance[at]! < nearest)
          [nearest, index, isSource] = [sourceDistance[at]!, at, true]
      }
      for (let at = 0; at < sinks; at++) {
        if (doneSinks[at] === 0 && sinkDistance[at]! < nearest)
          [nearest, index, isSource] = [sinkDistance[at]!, at, false]
      }
      if (index < 0) return undefined
      if (isSource) {
        doneSources[index] = 1
        for (let sink = 0; sink < sinks; sink++) {
          const reduced = costs[index * sinks + sink]! - sourcePotential[index]! + sinkPotential[sink]!
          const distance = nearest + Math.max(0, reduced)
          if (distance < sinkDistance[sink]!) {
            sinkDistance[sink] = distance
            cameToSink[sink] = index
          }
        }
        continue
      }
      doneSinks[index] = 1
      if (open[index]! > least) {
        reached = index
        break
      }
      for (let source = 0; source < sources; source++) {
        if (flow[source * sinks + index]! <= least) continue
        const reduced = -costs[source * sinks + index]! + sourcePotential[source]! - sinkPotential[index]!
        const distance = nearest + Math.max(0, reduced)
        if (distance < sourceDistance[source]!) {
          sourceDistance[source] = distance
          cameToSource[source] = index
        }
      }
    }
    const limit = sinkDistance[reached]!
    for (let at = 0; at < sources; at++) sourcePotential[at]! -= Math.min(limit, sourceDistance[at]!)
    for (let at = 0; at < sinks; at++) sinkPotential[at]! -= Math.min(limit, sinkDistance[at]!)
    const steps: Step[] = []
    for (let sink = reached; ;) {
      const source = cameToSink[sink]!
      steps.unshift({ from: 'source', at: source, to: sink })
      if (source === start) return { sink: reached, steps }
      const before = cameToSource[source]!
      steps.unshift({ from: 'sink', at: before, to: source })
      sink = before
    }
  }
}
