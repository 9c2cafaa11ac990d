// The real directory of DIDs, kept in memory, behind a door of its own: node plc.mjs PORT.
// GET /door/open, /door/shut (connections are refused by a reset) and /door/hang (connections are taken, nothing is answered).
// POST /documents: further documents, by DID, which nobody has registered.
import http from 'node:http'
import { Database, PlcServer } from '@did-plc/server'

const port = Number(process.argv[2])
const server = PlcServer.create({ db: Database.mock(), port: 0 })
const inner = await server.start()
const behind = inner.address().port

let door = 'open'
let documents = {}
const front = http.createServer((question, answer) => {
  const [, room, wanted] = question.url.split('/')
  if (room === 'door') {
    door = wanted ?? door
    answer.end(door + '\n')
  } else if (door === 'shut') {
    question.socket.destroy()
  } else if (room === 'documents') {
    let body = ''
    question.on('data', (part) => { body += part })
    question.on('end', () => {
      documents = { ...documents, ...JSON.parse(body) }
      answer.end()
    })
  } else if (door === 'open' && documents[decodeURIComponent(room)]) {
    answer.setHeader('content-type', 'application/did+ld+json')
    answer.end(JSON.stringify(documents[decodeURIComponent(room)]))
  } else if (door === 'open') {
    const { method, url, headers } = question
    const onward = http.request({ host: 'localhost', port: behind, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode, reply.headers)
      reply.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    question.pipe(onward)
  }
})
front.listen(port, 'localhost')
