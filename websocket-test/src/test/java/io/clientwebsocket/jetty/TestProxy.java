/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.clientwebsocket.jetty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.clientwebsocket.ProxyOptions;

/**
 * A proxy of any kind on a port of its own, which remembers what it was asked for. Every
 * name is resolved to this machine.
 */
final class TestProxy implements AutoCloseable {

	static final String USERNAME = "joe";

	static final String PASSWORD = "s3cret ä";

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ProxyOptions.Type type;

	private final Manner manner;

	private final List<String> targets = new CopyOnWriteArrayList<>();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	TestProxy(ProxyOptions.Type type, Manner manner) throws IOException {
		this.type = type;
		this.manner = manner;
		run("test-proxy", () -> {
			while (true) {
				Socket client = this.server.accept();
				run("test-proxy-connection", () -> serve(client));
			}
		});
	}

	/** The proxy as a client names it, without credentials. */
	ProxyOptions options() {
		return new ProxyOptions(this.type, "127.0.0.1", this.server.getLocalPort(), null, null, List.of());
	}

	String name() {
		return "the proxy 127.0.0.1:" + this.server.getLocalPort();
	}

	/** The servers that tunnels were asked for, as {@code host:port}. */
	List<String> targets() {
		return this.targets;
	}

	/** The requests to an HTTP proxy. */
	List<String> heads() {
		return this.heads;
	}

	private void serve(Socket client) throws IOException {
		try (client) {
			DataInputStream in = new DataInputStream(client.getInputStream());
			switch (this.type) {
				case HTTP -> serveHttp(client, in);
				case SOCKS4 -> serveSocks4(client, in);
				case SOCKS5 -> serveSocks5(client, in);
			}
		}
	}

	private void serveHttp(Socket client, DataInputStream in) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			head.write(in.readByte());
		}
		String request = head.toString(StandardCharsets.ISO_8859_1);
		this.heads.add(request);
		String target = request.substring(request.indexOf(' ') + 1, request.indexOf(" HTTP/1.1\r\n"));
		this.targets.add(target);
		String credentials = Base64.getEncoder()
			.encodeToString((USERNAME + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
		if (this.manner == Manner.WANTS_CREDENTIALS
				&& !request.contains("\r\nProxy-Authorization: Basic " + credentials + "\r\n")) {
			client.getOutputStream().write(bytes("""
					HTTP/1.1 407 Proxy Authentication Required\r
					Proxy-Authenticate: Basic realm="test"\r
					Content-Length: 4\r
					\r
					no!
					"""));
			return;
		}
		int colon = target.lastIndexOf(':');
		relay(client, in, Integer.parseInt(target.substring(colon + 1)),
				bytes("HTTP/1.0 200 Connection established\r\nVia: test\r\n\r\n"),
				bytes("HTTP/1.1 502 Bad Gateway\r\nX-Reason: nobody listens\r\n\r\n"));
	}

	private void serveSocks4(Socket client, DataInputStream in) throws IOException {
		require(in.readByte() == 4 && in.readByte() == 1);
		int port = in.readUnsignedShort();
		byte[] address = in.readNBytes(4);
		require(in.readByte() == 0);
		String host = InetAddress.getByAddress(address).getHostAddress();
		if (host.equals("0.0.0.1")) {
			ByteArrayOutputStream name = new ByteArrayOutputStream();
			for (byte next = in.readByte(); next != 0; next = in.readByte()) {
				name.write(next);
			}
			host = name.toString(StandardCharsets.US_ASCII);
		}
		this.targets.add(host + ":" + port);
		relay(client, in, port, new byte[] { 0, 90, 0, 0, 0, 0, 0, 0 }, new byte[] { 0, 91, 0, 0, 0, 0, 0, 0 });
	}

	private void serveSocks5(Socket client, DataInputStream in) throws IOException {
		require(in.readByte() == 5);
		String methods = new String(in.readNBytes(in.readByte()), StandardCharsets.ISO_8859_1);
		byte method = (byte) ((this.manner == Manner.WANTS_CREDENTIALS) ? 2 : 0);
		if (methods.indexOf(method) == -1) {
			client.getOutputStream().write(new byte[] { 5, -1 });
			return;
		}
		client.getOutputStream().write(new byte[] { 5, method });
		if (method == 2 && !areRight(client, in)) {
			return;
		}
		require(in.readByte() == 5 && in.readByte() == 1 && in.readByte() == 0);
		String host = switch (in.readByte()) {
			case 1 -> InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
			case 3 -> new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII);
			case 4 -> "[" + InetAddress.getByAddress(in.readNBytes(16)).getHostAddress() + "]";
			default -> throw new IOException("no such type of address");
		};
		int port = in.readUnsignedShort();
		this.targets.add(host + ":" + port);
		relay(client, in, port, new byte[] { 5, 0, 0, 3, 2, 'o', 'k', 1, 2 },
				new byte[] { 5, 5, 0, 1, 0, 0, 0, 0, 0, 0 });
	}

	private static boolean areRight(Socket client, DataInputStream in) throws IOException {
		require(in.readByte() == 1);
		String username = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
		String password = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
		boolean right = username.equals(USERNAME) && password.equals(PASSWORD);
		client.getOutputStream().write(new byte[] { 1, (byte) (right ? 0 : 1) });
		return right;
	}

	private void relay(Socket client, InputStream in, int port, byte[] opened, byte[] refused) throws IOException {
		OutputStream out = client.getOutputStream();
		if (this.manner == Manner.ENDS_IN_THE_MIDDLE) {
			out.write(opened, 0, opened.length / 2);
			return;
		}
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
			out.write(opened);
			run("test-proxy-answers", () -> {
				server.getInputStream().transferTo(out);
				client.shutdownOutput();
			});
			in.transferTo(server.getOutputStream());
			server.shutdownOutput();
		}
		catch (ConnectException ex) {
			out.write(refused);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void require(boolean condition) throws IOException {
		if (!condition) {
			throw new IOException("the client does not speak the proxy's protocol");
		}
	}

	private static void run(String name, Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// one end has gone
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

	/** How a proxy behaves. */
	enum Manner {

		OPEN, WANTS_CREDENTIALS, ENDS_IN_THE_MIDDLE

	}

	private interface Task {

		void run() throws IOException;

	}

}
