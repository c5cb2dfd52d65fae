package io.tokenrelay.agent.verify.http;

import io.tokenrelay.agent.relay.OwnThread;
import java.net.HttpURLConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Disconnects from a server that takes too long in total to begin an answer. HttpURLConnection
 * bounds each read but not their sum: a server that sends its headers byte by byte would hold a
 * thread for ever.
 *
 * <p>One daemon thread, which lives only while something is being fetched: a request may have
 * started it, and it must not keep anything of an application alive.
 */
final class Deadlines implements Runnable {
  private static final long LOOK_MILLIS = 100;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Deque<Watched> watched = new ArrayDeque<>();
  private @Nullable Thread thread;

  /** One connection, until {@link #close}. */
  final class Watched implements AutoCloseable {
    private final HttpURLConnection connection;
    private final long end;
    private volatile boolean overdue;

    Watched(HttpURLConnection connection, long end) {
      this.connection = connection;
      this.end = end;
    }

    /** Whether it was disconnected. */
    boolean isOverdue() {
      return overdue;
    }

    @Override
    public void close() {
      synchronized (Deadlines.this) {
        watched.remove(this);
      }
    }
  }

  /**
   * @param end by {@link System#nanoTime}
   */
  synchronized Watched watch(HttpURLConnection connection, long end) {
    Watched each = new Watched(connection, end);
    watched.add(each);
    if (thread == null) {
      thread = OwnThread.start("tokenrelay-deadlines", this);
    }
    return each;
  }

  @Override
  public void run() {
    long idleSince = System.nanoTime();
    while (true) {
      synchronized (this) {
        try {
          wait(LOOK_MILLIS);
        } catch (InterruptedException e) {
          thread = null;
          return;
        }
        long now = System.nanoTime();
        if (!watched.isEmpty()) {
          idleSince = now;
        } else if (now - idleSince > IDLE_NANOS) {
          thread = null;
          return;
        }
      }
      hangUp();
    }
  }

  private void hangUp() {
    Watched[] all;
    synchronized (this) {
      all = watched.toArray(new Watched[0]);
    }
    for (Watched each : all) {
      if (System.nanoTime() - each.end > 0) {
        each.overdue = true;
        each.connection.disconnect();
      }
    }
  }
}
