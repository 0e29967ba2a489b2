import { createServer } from 'node:http';

/** The floor: reads the body and answers. Nothing is kept. */
let count = 0;
createServer((request, response) => {
  if (request.method === 'GET') return response.end('ready');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    count += 1;
    const body = Buffer.concat(chunks);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({ id: String(count), status: body.length > 0 ? 'received' : 'empty' }),
    );
  });
  return undefined;
}).listen(Number(process.env.PORT), '127.0.0.1');
