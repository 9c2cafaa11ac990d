// A relay that follows one PDS as indigo's does: node relay.mjs PORT HOSTNAME PDS-URL.
// It keeps its cursor. A cursor in the future makes it idle, and it does not try again until somebody asks it to crawl, which
// rewinds nothing. Commits of accounts that it holds to be inactive are dropped (source: indigo, cmd/relay/relay/ingest.go).
// GET /seen: what it took and what it dropped, in order; 503 until it follows for the first time, since without a cursor it hears
// nothing of what was before.
import http from 'node:http'
import WebSocket from 'ws'
import { decodeFirst } from 'cborg'

const [port, hostname, pds] = process.argv.slice(2)
const host = { seq: -1, status: 'active' }
const accounts = new Map()
const seen = []
let socket
let followed = false

// CIDs are of no interest here.
const tags = Object.assign([], { 42: (bytes) => bytes })

function events(frame) {
  const [head, rest] = decodeFirst(frame, { tags })
  return [head, decodeFirst(rest, { tags })[0]]
}

function take(kind, event) {
  const did = event.did ?? event.repo
  const account = accounts.get(did) ?? { active: true }
  accounts.set(did, account)
  if (kind === '#account') {
    account.active = event.active
    account.status = event.status
  }
  const dropped = (kind === '#commit' || kind === '#sync') && !account.active
  if (!dropped && event.rev) {
    account.rev = event.rev
  }
  seen.push({ kind, seq: event.seq, did, dropped, paths: (event.ops ?? []).map((op) => op.path) })
  host.seq = event.seq
  host.status = 'active'
}

function dial(failures = 0) {
  const cursor = host.seq > 0 ? '?cursor=' + host.seq : ''
  const next = new WebSocket(pds.replace(/^http/, 'ws') + '/xrpc/com.atproto.sync.subscribeRepos' + cursor)
  let opened = false
  let refused = false
  socket = next
  next.on('open', () => { opened = followed = true })
  next.on('message', (frame) => {
    const [head, body] = events(frame)
    if (head.op === -1) {
      refused = body.error === 'FutureCursor'
      next.close()
    } else if (head.t !== '#info') {
      take(head.t, body)
    }
  })
  next.on('error', () => {})
  next.on('close', () => {
    socket = undefined
    const count = opened ? 0 : failures + 1
    if (refused) {
      host.status = 'idle'
    } else if (count > 15) {
      host.status = 'offline'
    } else {
      setTimeout(() => socket ?? dial(count), Math.min(100 * (count + 1), 1000))
    }
  })
}

async function crawl() {
  const answer = await fetch(pds + '/xrpc/com.atproto.server.describeServer', { signal: AbortSignal.timeout(5000) })
  if (!answer.ok) {
    throw new Error('HTTP ' + answer.status)
  }
  if (!socket) {
    host.status = 'active'
    dial()
  }
}

async function answer(url, body) {
  switch (url.pathname) {
    case '/seen':
      return [followed ? 200 : 503, seen]
    case '/xrpc/com.atproto.sync.getHostStatus':
      return url.searchParams.get('hostname') === hostname
        ? [200, { hostname, accountCount: accounts.size, ...host }]
        : [404, { error: 'HostNotFound', message: 'host not found' }]
    case '/xrpc/com.atproto.sync.getRepoStatus': {
      const did = url.searchParams.get('did')
      return accounts.has(did)
        ? [200, { did, ...accounts.get(did) }]
        : [404, { error: 'RepoNotFound', message: 'account not found' }]
    }
    case '/xrpc/com.atproto.sync.requestCrawl':
      if (JSON.parse(body).hostname !== hostname) {
        return [400, { error: 'HostNotFound', message: 'host server unreachable: no such host' }]
      }
      try {
        await crawl()
        return [200, {}]
      } catch (e) {
        return [400, { error: 'HostNotFound', message: 'host server unreachable: ' + e.message }]
      }
    default:
      return [404, { error: 'NotFound', message: 'not found' }]
  }
}

http.createServer(async (question, reply) => {
  let body = ''
  for await (const part of question) {
    body += part
  }
  const [status, said] = await answer(new URL(question.url, 'http://relay'), body)
  reply.writeHead(status, { 'content-type': 'application/json' })
  reply.end(JSON.stringify(said))
}).listen(Number(port), '127.0.0.1')
dial()
