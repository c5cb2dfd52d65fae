import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** As a service that finishes what it has begun: its end takes until the file is gone. */
public final class EndsSlowly {
  public static void main(String[] arguments) throws Exception {
    Path file = Paths.get(arguments[0]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(file)));
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    System.out.println("READY " + server.getLocalPort());
    server.accept();
  }

  private static void finish(Path file) {
    System.out.println("finishing");
    while (Files.exists(file)) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
    System.out.println("finished");
  }
}
