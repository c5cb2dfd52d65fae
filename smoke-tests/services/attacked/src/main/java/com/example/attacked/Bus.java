package com.example.attacked;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A message broker that runs inside the application: each listener has a session of its own. */
final class Bus implements Executor {
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final Executor threads;

  Bus(Executor threads) {
    this.threads = threads;
  }

  private static final class Session {
    private final BlockingQueue<Runnable> messages = new LinkedBlockingQueue<>();
    private final Consumer<Runnable> listener;

    Session(Consumer<Runnable> listener) {
      this.listener = listener;
    }

    void deliver() {
      Runnable message = messages.poll();
      if (message != null) {
        listener.accept(message);
      }
    }
  }

  /** Publishes; the first who does subscribes as well. */
  @Override
  public synchronized void execute(Runnable message) {
    if (sessions.isEmpty()) {
      sessions.add(new Session(Runnable::run));
    }
    for (Session session : sessions) {
      session.messages.add(message);
      threads.execute(session::deliver);
    }
  }
}
