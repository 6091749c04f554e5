// Plain JavaScript for any Node: everything else here is TypeScript that an older one cannot even read.
const wanted = 24;
const [major] = process.versions.node.split('.').map(Number);
if (major < wanted) {
  console.error(
    `Huiyin needs Node ${wanted} or newer; this is ${process.versions.node} on ${process.platform}-${process.arch}.\n` +
      'On Linux x64 "npm ci" brings it along (do not leave out optional dependencies); elsewhere install it from nodejs.org.',
  );
  process.exit(1);
}
