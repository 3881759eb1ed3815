import type uPlot from 'uplot'

/** What a plot of a training shows. */
export interface PlotSubject {
  /** Epochs that there will be: the axis does not jump while they come. */
  readonly epochs: () => number
  /** Whether values are shares of 1. */
  readonly isShare: boolean
  /** Colours are custom properties of this element. */
  readonly element: HTMLElement
}

/** Options of uPlot but for the size. No animation, no selection: a picture that grows. */
export function plotOptions({ epochs, isShare, element }: PlotSubject): Omit<uPlot.Options, 'width' | 'height'> {
  const colour = (name: string) => (): string => getComputedStyle(element).getPropertyValue(name)
  const axis: uPlot.Axis = {
    stroke: colour('--pg-plot-text'),
    grid: { stroke: colour('--pg-plot-grid'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
  }
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 8, 0, 0],
    scales: {
      x: { time: false, range: () => [0, epochs()] },
      y: {
        range: (_, least, most) =>
          isShare ? [Math.min(0.5, least ?? 0.5), 1] : [0, Math.max(0.1, (most ?? 1) * 1.05)],
      },
    },
    axes: [
      { ...axis, incrs: [1, 2, 5, 10, 20, 50], size: 32, values: (_, values) => values.map(String) },
      {
        ...axis,
        size: 48,
        values: (_, values) => values.map((value) => (isShare ? `${Math.round(value * 100)} %` : String(value))),
      },
    ],
    series: [
      {},
      { stroke: colour('--pg-plot-training'), width: 2, points: { show: false } },
      {
        stroke: colour('--pg-plot-validation'),
        width: 2,
        dash: [6, 4],
        spanGaps: true,
        points: { show: true, size: 7, fill: colour('--pg-plot-validation') },
      },
    ],
  }
}
