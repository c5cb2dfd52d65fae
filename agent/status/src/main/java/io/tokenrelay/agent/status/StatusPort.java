package io.tokenrelay.agent.status;

import io.tokenrelay.agent.meter.OncePerMinute;
import io.tokenrelay.agent.relay.OwnThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the calls for the {@link Answers}, on one address.
 *
 * <p>A bare socket and one daemon thread, rather than the JDK's HTTP server, which logs through
 * java.util.logging, to be set up by the application server, and is in a module that a trimmed
 * runtime may lack. The thread never waits for one caller: it polls all connections in turn, so
 * that silent ones hold up nobody. Each has two seconds, and their number is limited: the oldest
 * makes room for the newest.
 */
public final class StatusPort implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPort.class);
  private static final int MOST_CALLERS = 32;
  private static final int MOST_WAITING = 64;

  /** The longest wait of a caller whose request comes later than its connection. */
  private static final int LOOK_MILLIS = 10;

  private final Answers answers;
  private final ServerSocket server;
  private final Deque<StatusCall> calls = new ArrayDeque<>();
  private final OncePerMinute failures = new OncePerMinute();

  /** Whether a start would get the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(loopback(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private StatusPort(Answers answers, ServerSocket server) {
    this.answers = answers;
    this.server = server;
  }

  /**
   * Opens the port and answers from a thread of its own.
   *
   * @param port 0 for any free one
   */
  static StatusPort open(InetAddress address, int port, Answers answers) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(address, port), MOST_WAITING);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    StatusPort answering = new StatusPort(answers, server);
    OwnThread.start("tokenrelay-status", answering);
    return answering;
  }

  /** The port that was opened. */
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void run() {
    while (!server.isClosed()) {
      try {
        accept();
        lookAtAll();
      } catch (IOException | RuntimeException e) {
        LOG.debug("status port: {}", e.toString());
      }
    }
    while (!calls.isEmpty()) {
      calls.removeFirst().close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Waits for the next caller: indefinitely if nobody is connected, otherwise only briefly. */
  private void accept() throws IOException {
    server.setSoTimeout(calls.isEmpty() ? 0 : LOOK_MILLIS);
    Socket socket;
    try {
      socket = server.accept();
    } catch (SocketTimeoutException nobodyElse) {
      return;
    }
    if (calls.size() == MOST_CALLERS) {
      makeRoom();
    }
    calls.addLast(new StatusCall(socket));
  }

  /** Strangers, however many, do not crowd out this machine. */
  private void makeRoom() {
    for (Iterator<StatusCall> each = calls.iterator(); each.hasNext(); ) {
      StatusCall call = each.next();
      if (!call.isLocal()) {
        call.close();
        each.remove();
        return;
      }
    }
    calls.removeFirst().close();
  }

  private void lookAtAll() {
    for (Iterator<StatusCall> each = calls.iterator(); each.hasNext(); ) {
      StatusCall call = each.next();
      if (isOver(call)) {
        call.close();
        each.remove();
      }
    }
  }

  /** Answers a complete request, and gives up on one that is too slow or too long. */
  private boolean isOver(StatusCall call) {
    try {
      if (!call.isComplete()) {
        return call.isTooLate();
      }
      answers.to(call);
    } catch (IOException e) {
      LOG.debug("status port: {}", e.toString());
    } catch (RuntimeException | LinkageError e) { // this thread is the only one
      failed(call, e);
    }
    return true;
  }

  private void failed(StatusCall call, Throwable e) {
    if (failures.passes(System.currentTimeMillis())) {
      LOG.warn("the status port cannot answer: {}; {}", e.toString(), answers.excuse());
    }
    try {
      call.respond("500 Internal Server Error", "{\"error\": \"see the agent's log\"}\n");
    } catch (IOException gone) {
      // Nobody to answer.
    }
  }
}
