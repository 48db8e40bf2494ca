import {createSocket} from 'node:dgram'
import type {PlayedNode} from '../../traffic/nodes.ts'

export type UdpPlay = (source: string) => string

/** Answers each datagram with one. */
export function playUdp(port: number, answer: UdpPlay): Promise<PlayedNode> {
  const socket = createSocket({type: 'udp6'})
  socket.on('message', (_words, {address, port: from}) => socket.send(answer(address), from, address))
  const close = (): Promise<void> => new Promise(resolve => socket.close(() => resolve()))
  return new Promise((resolve, reject) => {
    socket.on('error', reject).bind({port, address: '::'}, () => resolve({close}))
  })
}

/** The answer to one datagram; rejects when none comes. */
export function askUdp(host: string, port: number, patienceMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    const end = (error: Error | undefined, text: string): void => {
      clearTimeout(timer)
      socket.close()
      if (error) reject(error)
      else resolve(text)
    }
    const timer = setTimeout(() => end(new Error('No answer came.'), ''), patienceMs)
    socket.on('error', error => end(error, '')).on('message', words => end(undefined, words.toString()))
    socket.send('?', port, host)
  })
}
