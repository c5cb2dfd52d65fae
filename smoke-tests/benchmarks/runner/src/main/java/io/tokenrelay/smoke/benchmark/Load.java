package io.tokenrelay.smoke.benchmark;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Sends requests over kept connections, as cheaply as can be: the other core is the service's. */
final class Load {
  private static final int CONNECTIONS = 4;

  private final int port;
  private final List<String> tokens;

  Load(int port, List<String> tokens) {
    this.port = port;
    this.tokens = tokens;
  }

  /** The body of one answer. */
  String get(String path) throws IOException {
    try (Connection connection = new Connection(port)) {
      return new String(connection.get(request(path, null)), ISO_8859_1);
    }
  }

  /** The same of a request with a token. */
  String get(String path, String token) throws IOException {
    try (Connection connection = new Connection(port)) {
      return new String(connection.get(request(path, token)), ISO_8859_1);
    }
  }

  void run(String path, int requests) throws InterruptedException, ExecutionException {
    List<byte[]> prepared = tokens.stream().map(token -> request(path, token)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int c = 0; c < CONNECTIONS; c++) {
        int first = c;
        all.add(
            threads.submit(
                () -> {
                  try (Connection connection = new Connection(port)) {
                    for (int i = first; i < requests; i += CONNECTIONS) {
                      connection.get(prepared.get(i % prepared.size()));
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static byte[] request(String path, @Nullable String token) {
    String authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    return ("GET " + path + " HTTP/1.1\r\nHost: app\r\n" + authorization + "\r\n")
        .getBytes(ISO_8859_1);
  }

  /** HTTP/1.1 with Content-Length and nothing else. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
    }

    byte[] get(byte[] request) throws IOException {
      out.write(request);
      int length = -1;
      String status = line();
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(header.substring(15).trim());
        }
      }
      byte[] body = in.readNBytes(length);
      if (!status.contains(" 200")) {
        throw new IOException(status);
      }
      return body;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("closed");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
