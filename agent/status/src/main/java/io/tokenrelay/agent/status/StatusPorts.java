package io.tokenrelay.agent.status;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status port on 127.0.0.1, and on the address at which other machines may ask whether the
 * service is ready.
 */
public final class StatusPorts {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPorts.class);

  private StatusPorts() {}

  /**
   * Opens what can be opened, and says in the log what has come of it.
   *
   * @param bind where other machines may ask; 127.0.0.1 if none may
   * @param scraped whether Prometheus may have the metrics
   */
  public static List<StatusPort> open(int port, InetAddress bind, Status status, boolean scraped) {
    Answers answers = new Answers(status, scraped);
    List<StatusPort> opened = new ArrayList<>();
    try {
      InetAddress loopback = StatusPort.loopback();
      if (bind.isAnyLocalAddress()) { // has 127.0.0.1 in it, which could not be opened beside it
        openAt(bind, port, answers, opened);
      }
      if (opened.isEmpty()) {
        opened.add(StatusPort.open(loopback, port, answers));
      }
      LOG.info("status at http://127.0.0.1:{}/", opened.get(0).port());
      if (!bind.isAnyLocalAddress() && !bind.equals(loopback)) {
        openAt(bind, opened.get(0).port(), answers, opened);
      }
    } catch (IOException e) {
      LOG.warn(
          "tokenrelay.health.http-port={}: no status port, {}; choose another port",
          port,
          e.getMessage());
    }
    return opened;
  }

  private static void openAt(InetAddress bind, int port, Answers answers, List<StatusPort> opened) {
    try {
      opened.add(StatusPort.open(bind, port, answers));
      LOG.info("/ready and /health at {}, port {}, too", bind.getHostAddress(), port);
    } catch (IOException e) {
      LOG.warn(
          "tokenrelay.health.bind={}: /ready and /health are on 127.0.0.1 alone, {}; choose an"
              + " address of this machine, or 0.0.0.0 for all",
          bind.getHostAddress(),
          e.getMessage());
    }
  }
}
