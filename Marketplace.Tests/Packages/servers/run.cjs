// Starts one of the stores that tests run against: node run.cjs <s3rver's or Azurite's module> <folder> <port> [bucket …]
// It ends with the process that holds its standard input, also when that one is killed.
process.stdin.on("end", () => process.exit()).resume();

const [server, directory, port, ...buckets] = process.argv.slice(2);
if (server.endsWith("main.js")) {
  process.argv.splice(2, Infinity, "--silent", "--location", directory, "--blobHost", "127.0.0.1", "--blobPort", port, "--skipApiVersionCheck", "--disableTelemetry");
  require(server);
} else {
  const S3rver = require(server);
  const configureBuckets = buckets.map((name) => ({ name, configs: [] }));
  new S3rver({ directory, address: "127.0.0.1", port: Number(port), silent: true, vhostBuckets: false, configureBuckets }).run();
}
