// A WebSocket server of Node's http and http2 with the package ws: over HTTP/1.1, HTTP/2
// with prior knowledge, and both over TLS. Ends when its standard input ends.
//
//   node server.js '{"tls": {"key": FILE, "cert": FILE}, ...}'
//
// settings            HTTP/2 settings of the server
// laterSettings       HTTP/2 settings that it sends when the first stream is there
// closeWhenIdle       ends a connection, without GOAWAY, with its last stream
//
// /echo               sends back what it receives; takes the subprotocol v2.interop
// /deflate?...        the same with permessage-deflate. Parameters: server_no_context_takeover,
//                     client_no_context_takeover, server_max_window_bits=8..15,
//                     client_max_window_bits=8..15 (demanded: an offer without it is declined)
// /close/CODE         at the first message, closes with the code and the reason 'as asked'
// /lost               at the first message, ends the connection, or the stream, without a close frame
// /count              answers each message with the numbers of open sockets and connections
// /refused            is refused with 403

'use strict';

const fs = require('fs');
const http = require('http');
const http2 = require('http2');
const { WebSocket, WebSocketServer, PerMessageDeflate, extension } = require('ws');

const MAX_PAYLOAD = 16 * 1024 * 1024;
const SUBPROTOCOL = 'v2.interop';

const options = JSON.parse(process.argv[2]);
const sockets = new Set();
const connections = new Set();

// what is done with a socket of the path, or the answer to it
function route(url) {
  if (url.pathname === '/echo' || url.pathname === '/deflate') {
    return { serve: echo };
  }
  if (url.pathname.startsWith('/close/')) {
    return { serve: (ws) => ws.once('message', () => ws.close(Number(url.pathname.substring(7)), 'as asked')) };
  }
  if (url.pathname === '/lost') {
    return { serve: (ws) => ws.once('message', () => ws.terminate()) };
  }
  if (url.pathname === '/count') {
    return { serve: (ws) => ws.on('message', () => ws.send(`${sockets.size} ${connections.size}`)) };
  }
  return (url.pathname === '/refused')
    ? { status: 403, headers: { 'retry-after': '7' }, body: 'not for you' }
    : { status: 404, headers: {}, body: 'nothing here' };
}

function echo(ws) {
  ws.on('message', (data, binary) => ws.send(data, { binary }));
}

function serve(ws, target) {
  sockets.add(ws);
  ws.on('close', () => sockets.delete(ws));
  ws.on('error', () => {});
  target.serve(ws);
}

function deflateOptions(url) {
  if (url.pathname !== '/deflate') {
    return false;
  }
  const bits = (name) => url.searchParams.has(name) ? Number(url.searchParams.get(name)) : undefined;
  return {
    threshold: 0,
    maxPayload: MAX_PAYLOAD,
    serverNoContextTakeover: url.searchParams.has('server_no_context_takeover') || undefined,
    clientNoContextTakeover: url.searchParams.has('client_no_context_takeover') || undefined,
    serverMaxWindowBits: bits('server_max_window_bits'),
    clientMaxWindowBits: bits('client_max_window_bits')
  };
}

function chooseProtocol(offered) {
  return offered.includes(SUBPROTOCOL) ? SUBPROTOCOL : false;
}

// HTTP/1.1: the server of ws
function upgrade(request, socket, head) {
  const url = new URL(request.url, 'http://peer');
  const target = route(url);
  if (!target.serve) {
    const headers = { connection: 'close', 'content-length': target.body.length, ...target.headers };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('');
    socket.end(`HTTP/1.1 ${target.status} ${http.STATUS_CODES[target.status]}\r\n${lines}\r\n${target.body}`);
    return;
  }
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: deflateOptions(url),
    handleProtocols: (offered) => chooseProtocol([...offered])
  });
  server.handleUpgrade(request, socket, head, (ws) => serve(ws, target));
}

// HTTP/2: an extended CONNECT (RFC 8441), on whose stream ws reads and writes
function connect(stream, headers) {
  stream.on('error', () => {});
  if (options.laterSettings && !stream.session.later) {
    stream.session.later = true;
    stream.session.settings(options.laterSettings);
  }
  if (options.closeWhenIdle) {
    const { session } = stream;
    session.streams = (session.streams || 0) + 1;
    stream.on('close', () => {
      session.streams -= 1;
      if (session.streams === 0) {
        // that of the session does not allow it
        connections.forEach((socket) => socket.destroySoon());
      }
    });
  }
  const url = new URL(headers[':path'], 'http://peer');
  const target = route(url);
  if (headers[':method'] !== 'CONNECT' || headers[':protocol'] !== 'websocket') {
    stream.respond({ ':status': 405 }, { endStream: true });
    return;
  }
  if (!target.serve) {
    stream.respond({ ':status': target.status, ...target.headers });
    stream.end(target.body);
    return;
  }
  accept(stream, headers, url, target);
}

function accept(stream, headers, url, target) {
  const ws = new WebSocket(null, undefined, { autoPong: true, closeTimeout: 30000 });
  const answer = { ':status': 200 };
  const protocol = chooseProtocol((headers['sec-websocket-protocol'] || '').split(/\s*,\s*/));
  if (protocol) {
    answer['sec-websocket-protocol'] = protocol;
  }
  const deflate = negotiate(headers['sec-websocket-extensions'], deflateOptions(url));
  if (deflate) {
    const name = PerMessageDeflate.extensionName;
    answer['sec-websocket-extensions'] = extension.format({ [name]: [deflate.params] });
    ws._extensions[name] = deflate;
  }
  stream.respond(answer);
  ws.setSocket(stream, Buffer.alloc(0), {
    allowSynchronousEvents: true,
    maxBufferedChunks: 262144,
    maxFragments: 16384,
    maxPayload: MAX_PAYLOAD,
    skipUTF8Validation: false
  });
  serve(ws, target);
}

function negotiate(offer, deflate) {
  if (!offer || !deflate) {
    return null;
  }
  const offers = extension.parse(offer)[PerMessageDeflate.extensionName];
  const agreed = new PerMessageDeflate({ ...deflate, isServer: true });
  try {
    agreed.accept(offers);
    return agreed;
  } catch {
    return null;
  }
}

function listen(server) {
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  server.on('upgrade', upgrade);
  server.on('stream', connect);
  server.on('sessionError', () => {});
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));
}

async function start() {
  const settings = { enableConnectProtocol: true, ...options.settings };
  const key = fs.readFileSync(options.tls.key);
  const cert = fs.readFileSync(options.tls.cert);
  const ports = {
    http: await listen(http.createServer()),
    h2c: await listen(http2.createServer({ settings })),
    tls: await listen(http2.createSecureServer({ key, cert, allowHTTP1: true, settings }))
  };
  console.log(`ports ${ports.http} ${ports.h2c} ${ports.tls}`);
}

process.stdin.on('end', () => process.exit(0)).resume();
start();
