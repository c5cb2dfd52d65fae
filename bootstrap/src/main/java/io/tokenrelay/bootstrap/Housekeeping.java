package io.tokenrelay.bootstrap;

/**
 * Work that belongs to nobody, whichever thread starts it: the JDK's own, and the loops of
 * libraries that drain a queue of several users' tasks.
 *
 * <p>Lives in the boot loader; asked by {@link Carried} once for each class of task, and only on a
 * thread that has a snapshot. A drain loop that carried its starter's snapshot would run everybody
 * else's tasks with it: such a library carries by its own instrumentation, or not at all.
 */
final class Housekeeping extends ClassValue<Boolean> {
  static final Housekeeping KNOWN = new Housekeeping();

  private static final String[] BUILT_IN = {
    "java.lang.VirtualThread",
    "java.util.concurrent.CompletableFuture$Timeout",
    "java.util.concurrent.CompletableFuture$Canceller",
    "sun.",
    "jdk.internal.",
    "akka.",
    "com.google.common.util.concurrent.AbstractFuture$",
    "com.google.common.util.concurrent.SequentialExecutor",
    "com.google.common.util.concurrent.SerializingExecutor",
    "com.squareup.okhttp.",
    "io.grpc.",
    "io.netty.",
    "io.reactivex.",
    "io.undertow.",
    "io.vertx.",
    "kotlinx.coroutines.",
    "okhttp3.",
    "okio.",
    "org.apache.coyote.",
    "org.apache.hc.core5.",
    "org.apache.http.impl.nio.",
    "org.apache.http.nio.",
    "org.apache.pekko.",
    "org.apache.tomcat.",
    "org.eclipse.jetty.",
    "org.jboss.threads.",
    "org.springframework.amqp.rabbit.listener.",
    "org.springframework.jms.listener.",
    "org.springframework.kafka.listener.",
    "org.springframework.scheduling.concurrent.ReschedulingRunnable",
    "org.xnio.",
    "reactor.core.",
    "rx.internal.",
  };

  private static volatile String[] configured = {};

  private Housekeeping() {}

  /** More beginnings of class names; before any task has been asked about. */
  static void add(String[] prefixes) {
    configured = prefixes.clone();
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    String name = type.getName();
    return startsWithAny(name, BUILT_IN) || startsWithAny(name, configured);
  }

  private static boolean startsWithAny(String name, String[] prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
