import { createServer } from 'node:http';
import { createPool } from 'mysql2/promise';

/** What a careful person writes in ten minutes: one INSERT, committed, before the answer. */
const url = new URL(process.env.DB_URL);
const schema = `${url.pathname.slice(1)}_bare`;
url.pathname = '/';
const pool = createPool({
  uri: url.toString(),
  connectionLimit: Number(process.env.DB_POOL_SIZE ?? '10'),
});
await pool.query(`CREATE DATABASE IF NOT EXISTS \`${schema}\``);
await pool.query(
  `CREATE TABLE IF NOT EXISTS \`${schema}\`.alarm (
     id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
     received_at DATETIME(3) NOT NULL,
     body LONGTEXT NOT NULL
   ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4`,
);
const insert = `INSERT INTO \`${schema}\`.alarm (received_at, body) VALUES (?, ?)`;

createServer((request, response) => {
  if (request.method === 'GET') return response.end('ready');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    pool.execute(insert, [new Date(), Buffer.concat(chunks).toString('utf8')]).then(
      ([{ insertId }]) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ id: String(insertId), status: 'received' }));
      },
      () => response.writeHead(503).end(),
    );
  });
  return undefined;
}).listen(Number(process.env.PORT), '127.0.0.1');
