// The PDS as a pod runs it (after service/index.js of bluesky-social/pds): node pds.mjs PACKAGE, configured by its environment.
const { PDS, envToCfg, envToSecrets, readEnv, httpLogger } = await import(process.argv[2])

const environment = readEnv()
const pds = await PDS.create(envToCfg(environment), envToSecrets(environment))
await pds.start()
httpLogger.info('pds has started')

process.on('SIGTERM', async () => {
  httpLogger.info('pds is stopping')
  await pds.destroy()
  httpLogger.info('pds is stopped')
  process.exit(0)
})
