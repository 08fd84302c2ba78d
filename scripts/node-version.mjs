// Says clearly that a newer Node is needed, before anything else runs. Plain JavaScript: an older Node must read it too.
const needed = 24;

if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    `Suaka runs on Node ${needed} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      'On Linux `npm ci` installs the right one, and `npm start`, `npm test` and `npm run check` use it by themselves.\n' +
      'For `node` on the command line put node_modules/.bin first in PATH; on macOS install Node 24 yourself.',
  );
  process.exit(1);
}
