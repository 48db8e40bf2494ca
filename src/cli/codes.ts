import codes from '../findings/codes.gen.js'
import {nearestWord} from '../findings/nearest-word.ts'

/** What there is to say of the code or name of a finding that has no page, or of one that does not exist. */
export function aboutCode(asked: string): string {
  const code = asked.toUpperCase()
  const found = codes().find(one => one.code === code || one.name === asked)
  if (found !== undefined) {
    const severity = found.severity === undefined ? "of the engine's severity" : `of severity ${found.severity}`
    return `${found.code} ${found.name} is ${severity} and has no page of its own: what it says of a spec, with its hint, is all there is.`
  }
  const isCode = /^LB\d+$/.test(code)
  const near = isCode
    ? nearestCode(code)
    : nearestWord(
        asked,
        codes().map(({name}) => name),
      )
  const meant = near === undefined ? '' : ` Did you mean ${near}?`
  const line = isCode ? '' : ' To explain a line of a file, name the spec first: lbgen explain cluster.yaml lb1/haproxy.cfg:37.'
  return `There is no finding ${isCode ? code : asked}.${meant}${line}`
}

/** The code that a slip of the keyboard may have been meant for, else the next one by number. */
function nearestCode(asked: string): string | undefined {
  const all = codes().map(({code}) => code)
  const distance = (code: string): number => Math.abs(Number(code.slice(2)) - Number(asked.slice(2)))
  return (
    nearestWord(asked, all) ??
    all.reduce<string | undefined>((best, code) => (best === undefined || distance(code) < distance(best) ? code : best), undefined)
  )
}
