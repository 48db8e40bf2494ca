import {describe, expect, test} from '@jest/globals'
import {batch, powerShell, query} from '../../../src/targets/realserver/quote.ts'
import {shell} from '../../../src/targets/shell.ts'
import {scan} from '../../support/power-shell.ts'
import {fileOf, render, translated} from './render.ts'

const nasty = ["it's", '$HOME', '%PATH%', '`n', '$(calc)', 'a b', '; calc', '& calc', 'Verbindung ‘é’', '1', '-x', '(a)', "'", "''"]

/** What PowerShell makes of an expression of ours: texts in apostrophes and characters by number, joined. */
function evaluate(expression: string): string {
  const inner = /^\((.*)\)$/s.exec(expression)?.[1] ?? expression
  const part = /\[char\](\d+)|'((?:[^']|'')*)'/y
  let text = ''
  while (part.lastIndex < inner.length) {
    const [, code, quoted] = part.exec(inner) ?? []
    if (code === undefined && quoted === undefined) throw new Error(`There is more than texts in ${expression}.`)
    text += code === undefined ? quoted?.replaceAll("''", "'") : String.fromCharCode(Number(code))
    if (inner.startsWith(' + ', part.lastIndex)) part.lastIndex += 3
  }
  return text
}

test.each(nasty)('%j is one text in PowerShell, in ASCII alone', text => {
  expect(powerShell(text)).toMatch(/^[ -~]+$/)
  expect(evaluate(powerShell(text))).toBe(text)
})

test.each(nasty)('%j is one word in a batch file and in a shell', text => {
  expect(batch(text)).toBe(`"${text.replaceAll('%', '%%')}"`)
  expect(batch(query(text)).replaceAll(/\\'/g, '')).not.toContain("'")
  if (!/^[\w-]+$/.test(text)) expect(shell(text)).toBe(`'${text.replaceAll("'", `'\\''`)}'`)
})

const own =
  'Get-LeftAddress|Get-LeftRoute|Get-LeftSetting|Get-Index|Test-Adapter|Test-Setting|Test-Route|Set-Setting|Undo-Other|Test-Line|Add-Line|Remove-Line|Test-Address|Set-Address|Remove-Address|Undo-Address|Test-Gateway|Set-Gateway|Undo-Gateway|Save-Memory'
const everywhere = 'Join-Path|Test-Path|Where-Object|ForEach-Object|Remove-Item'
const allowed: Readonly<Record<string, string>> = {
  'windows-2008': `${own}|${everywhere}|Get-Family|Get-Shown|Invoke-Program|Get-Content|Set-Content|Get-WmiObject`,
  'windows-2012': `${own}|${everywhere}|Import-Clixml|Export-Clixml|Out-Null|Format-Table|Get-NetAdapter|Get-NetIPAddress|New-NetIPAddress|Remove-NetIPAddress|Get-NetIPInterface|Set-NetIPInterface|Get-DnsClient|Set-DnsClient|Get-NetRoute|Find-NetRoute|New-NetRoute|Remove-NetRoute`,
}

const bothWays = {web: {forward: 'dr', listen: ['192.168.1.20:80', '192.168.1.21:80'], port: 80}, back: translated}

describe.each(['windows-2008', 'windows-2012'])('realserver.ps1 of %s', os => {
  test.each(nasty)('is whole with an interface named %j, and knows every command that it gives', name => {
    const {files, findings} = render({n1: {address: '192.168.1.31', os, interface: name, loopback: 'loopback'}}, bothWays)
    expect(findings.map(({code}) => code)).toEqual(['LB708'])
    const text = files.get('n1/realserver.ps1') ?? ''
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .every(line => line.endsWith('\r')),
    ).toBe(true)
    expect(scan(text).filter(command => !new RegExp(`^(?:${allowed[os]})$`).test(command))).toEqual([])
    const line = /^\$net = (?:Get-Index )?(.*)\r$/m.exec(text)?.[1] ?? ''
    expect(evaluate(line)).toBe(name)
  })

  test('defines what it calls, and nothing that it does not', () => {
    const text =
      render({n1: {address: '192.168.1.31', os, interface: 'net', loopback: 'lb'}}, bothWays).files.get('n1/realserver.ps1') ?? ''
    const defined = [...text.matchAll(/^function (\S+?)(?:\(| )/gm)].map(([, name]) => name ?? '')
    expect(defined.filter(name => text.split(name).length < 3)).toEqual([])
  })
})

test('IPv6 on Windows 2012 has its own prefix and no duplicate address detection', () => {
  const six = render(
    {n1: {address: '2001:db8::31', os: 'windows-2012', interface: 'net', loopback: 'lb'}},
    {web: {forward: 'dr', listen: '[2001:db8::20]:80'}},
  )
  expect(fileOf(six, 'realserver.ps1')).toContain("@{ Address = '2001:db8::20'; Length = 128 }")
  expect(fileOf(six, 'realserver.ps1')).toContain(
    "Family = 'IPv6'; Values = @{ WeakHostReceive = 'Enabled'; WeakHostSend = 'Enabled'; DadTransmits = 0 }",
  )
})

/** The part of a script that runs with `-Status`. */
const statusOf = (text: string): string => text.slice(text.indexOf('if ($Status) {'), text.indexOf('if ($Undo) {'))

const ofIpv6 = (os: string): string =>
  fileOf(
    render({n1: {address: '2001:db8::31', os, interface: 'net', loopback: 'lb'}}, {web: {forward: 'dr', listen: '[2001:db8::20]:80'}}),
    'realserver.ps1',
  )

test('the status of Windows 2012 is that of all that is set', () => {
  const text = ofIpv6('windows-2012')
  const status = statusOf(text)
  // Every key of a setting, whatever it is called.
  expect(status).toContain('foreach ($key in @($one.Values.Keys)) {')
  expect(status).toContain('if ([string]$now.$key -ne [string]$one.Values[$key])')
  const set = [...text.matchAll(/Set-(NetIPInterface|DnsClient)/g)].map(([, noun]) => noun ?? '')
  expect(set.length).toBeGreaterThan(1)
  expect(set.filter(noun => !status.includes(`Get-${noun} -InterfaceIndex`))).toEqual([])
  expect(status).toContain('.RegisterThisConnectionsAddress)')
})

test('the status of Windows 2008 is what netsh shows of all that netsh sets', () => {
  const text = ofIpv6('windows-2008')
  const set = new Set([...text.matchAll(/\b(weakhost\w+|dadtransmits)(?:'|=)/g)].map(([, setting]) => setting ?? ''))
  expect([...set].toSorted()).toEqual(['dadtransmits', 'weakhostreceive', 'weakhostsend'])
  for (const setting of set) expect(text).toMatch(new RegExp(`^\\$titles = .*${setting} = '`, 'm'))
  expect(statusOf(text)).toContain("Get-Shown 'ipv6' $loopback 'dadtransmits'")
  expect(text).toContain('$shown = Get-Shown $part[1] $part[2] $part[3]')
  expect(text).toContain("@('interface', $Family, 'show', 'interface', $Name, 'level=verbose')")
  // What an earlier start has not set, because the address was there already, a later one does.
  expect(text.slice(text.indexOf('Undo-Other $wanted'))).toContain("$loopback, 'dadtransmits=0')")
})

test('Windows 2003 has a metric, the mask of the network, and no weak hosts', () => {
  const rendered = render({n1: {address: '192.168.1.31', os: 'windows-2003', interface: 'net', loopback: "lb's"}}, {web: bothWays.web})
  const text = fileOf(rendered, 'realserver.cmd')
  expect(rendered.findings).toEqual([])
  expect(text).toContain(`netsh interface ip add address name="lb's" addr=192.168.1.20 mask=255.255.255.0\r\n`)
  expect(text).toContain(String.raw`"NetConnectionID='lb\'s'"`)
  expect(text).toContain('SetIPConnectionMetric 254')
  expect(text).not.toContain('weakhost')
  for (const line of text.split('\r\n')) expect(line.split('"').length % 2).toBe(1)
  const words = text.match(/^ *(?:>>"%memory%" )?[@a-z:)]+/gm)?.map(word => word.replace('>>"%memory%"', '').trim())
  const known = [
    '@echo',
    'rem',
    'setlocal',
    'set',
    'if',
    'echo',
    'exit',
    ':start',
    ':undo',
    ':status',
    ':left',
    ':leftgateway',
    'for',
    'ipconfig',
    'netsh',
    ')',
    'del',
    'route',
  ]
  expect([...new Set(words)].filter(word => !known.includes(word))).toEqual([])
})

test.each(['windows-2008', 'windows-2012'])('%s knows in every way what it has done in another', os => {
  const [direct, back] = [{web: bothWays.web}, {back: translated}].map(services =>
    fileOf(render({n1: {address: '192.168.1.31', os, interface: 'net', loopback: 'lb'}}, services), 'realserver.ps1'),
  )
  const codeOf = (text = ''): string => text.slice(text.indexOf('# How it comes about'))
  expect(codeOf(back)).toBe(codeOf(direct))
  expect(codeOf(back).length).toBeGreaterThan(1000)
  const halves = {
    'windows-2008': ["'gateway|0.0.0.0|' + '192.168.1.23'", "'gateway|128.0.0.0|' + '192.168.1.23'"],
    'windows-2012': ["Prefix = '0.0.0.0/1'; Gateway = '192.168.1.23'", "Prefix = '128.0.0.0/1'; Gateway = '192.168.1.23'"],
  }[os]
  for (const half of halves ?? ['']) expect(back).toContain(half)
  expect(halves).toBeDefined()
  expect(back).not.toMatch(/^#.*(?:WeakHost|Loopback Adapter)/m)
  expect(direct).toMatch(/Microsoft (?:KM-TEST )?Loopback Adapter/)
  expect(direct).toContain('elevated PowerShell')
})

test('Windows 2003 takes away in every way what it has added in another', () => {
  const node = {n1: {address: '192.168.1.31', os: 'windows-2003', interface: 'net', loopback: 'lb'}}
  const back = fileOf(render(node, {back: translated}), 'realserver.cmd')
  expect(back).toContain('if "%%a"=="address" netsh interface ip delete address name=%%c addr=%%b >nul 2>&1\r\n')
  expect(back).toContain('if "%%a"=="gateway" if not "%%b"=="192.168.1.23" route delete ')
  expect(back).toContain('alone: 192.168.1.23\r\n')
  const direct = fileOf(render(node, {web: bothWays.web}), 'realserver.cmd')
  expect(direct).toContain('  >>"%memory%" echo address=192.168.1.20="lb"\r\n')
  expect(direct).toContain('if "%%a"=="gateway" route delete ')
})
