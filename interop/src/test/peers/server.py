"""A WebSocket server of the package websockets: over HTTP/1.1, plain and with TLS.

Ends when its standard input ends.

    python3 server.py CERTIFICATE_AND_KEY

/echo, /deflate?..., /close/CODE, /lost, /count and /refused are as in server.js.
"""

import asyncio
import http
import ssl
import sys
from urllib.parse import parse_qs, urlsplit

import websockets
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.legacy.server import WebSocketServerProtocol

MAX_SIZE = 16 * 1024 * 1024

sockets = set()


class Protocol(WebSocketServerProtocol):
    """Agrees on extensions by the path, which is known only when the request is read."""

    async def handshake(self, origins=None, available_extensions=None, **settings):
        self.offered = []
        return await super().handshake(origins, self.offered, **settings)

    async def process_request(self, path, headers):
        url = urlsplit(path)
        if url.path == "/deflate":
            self.offered.append(deflate(parse_qs(url.query, keep_blank_values=True)))
        if url.path == "/refused":
            return http.HTTPStatus.FORBIDDEN, [("Retry-After", "7")], b"not for you"
        if url.path not in ("/echo", "/deflate", "/lost", "/count") and not url.path.startswith("/close/"):
            return http.HTTPStatus.NOT_FOUND, [], b"nothing here"
        return None


def deflate(query):
    def bits(name):
        return int(query[name][0]) if name in query else None

    return ServerPerMessageDeflateFactory(
        server_no_context_takeover="server_no_context_takeover" in query,
        client_no_context_takeover="client_no_context_takeover" in query,
        server_max_window_bits=bits("server_max_window_bits"),
        client_max_window_bits=bits("client_max_window_bits"),
        require_client_max_window_bits="client_max_window_bits" in query,
    )


async def serve(socket):
    path = urlsplit(socket.path).path
    sockets.add(socket)
    try:
        if path.startswith("/close/"):
            await socket.recv()
            await socket.close(int(path[7:]), "as asked")
        elif path == "/lost":
            await socket.recv()
            socket.transport.abort()
        elif path == "/count":
            async for _ in socket:
                await socket.send(f"{len(sockets)} {len(sockets)}")
        else:
            async for message in socket:
                await socket.send(message)
    except websockets.ConnectionClosedError:
        pass
    finally:
        sockets.discard(socket)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1])
    settings = {
        "create_protocol": Protocol,
        "compression": None,
        "max_size": MAX_SIZE,
        "ping_interval": None,
        "subprotocols": ["v2.interop"],
    }
    async with websockets.serve(serve, "127.0.0.1", 0, **settings) as clear:
        async with websockets.serve(serve, "127.0.0.1", 0, ssl=context, **settings) as tls:
            ports = [server.sockets[0].getsockname()[1] for server in (clear, tls)]
            print("ports", *ports, flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
