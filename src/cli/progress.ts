/** How long somebody waits before they want to know for what. */
const PATIENCE_MS = 1000

/** Says on a terminal what takes long while it takes long, on a line of standard error that goes again. */
export interface Progress {
  readonly step: (text: string) => void
  readonly end: () => void
}

const silent: Progress = {step: () => undefined, end: () => undefined}

export function progress({isTTY, columns}: NodeJS.WriteStream = process.stderr): Progress {
  if (!isTTY || process.env['TERM'] === 'dumb') return silent
  const begun = Date.now()
  let shown = false
  let timer: NodeJS.Timeout | undefined
  const show = (text: string): void => {
    shown = true
    process.stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, columns - 1))}`)
  }
  return {
    step: text => {
      clearTimeout(timer)
      const left = PATIENCE_MS - (Date.now() - begun)
      if (left <= 0) show(text)
      else timer = setTimeout(show, left, text).unref()
    },
    end: () => {
      clearTimeout(timer)
      if (shown) process.stderr.write('\r\u001b[K')
    },
  }
}
