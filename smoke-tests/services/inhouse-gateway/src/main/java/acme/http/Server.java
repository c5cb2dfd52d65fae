package acme.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The company's own HTTP server: a few threads, and one request for each connection. */
public final class Server {
  /** What an application does with a call. */
  public interface Handler {
    void handle(Call call) throws IOException;
  }

  private static final int THREADS = 4;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket socket;
  private final Handler handler;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private Server(ServerSocket socket, Handler handler) {
    this.socket = socket;
    this.handler = handler;
  }

  /** Opens any free port of this machine. */
  public static Server open(Handler handler) throws IOException {
    return new Server(new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK)), handler);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Serves for ever. */
  public void run() throws IOException {
    while (true) {
      Socket accepted = socket.accept();
      threads.execute(() -> receive(accepted));
    }
  }

  private void receive(Socket accepted) {
    try (Socket connection = accepted) {
      serve(Call.read(connection));
    } catch (IOException | RuntimeException ended) {
      System.err.println("a call has ended: " + ended);
    }
  }

  private void serve(Call call) throws IOException {
    handler.handle(call);
  }
}
