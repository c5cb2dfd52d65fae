package io.tokenrelay.agent.main.weaving;

import io.tokenrelay.agent.main.config.Config;
import io.tokenrelay.agent.relay.OwnershipProperties;
import io.tokenrelay.agent.relay.RelayProperties;
import io.tokenrelay.bootstrap.ClassNames;
import io.tokenrelay.bootstrap.Ownership;
import io.tokenrelay.instrumentation.spi.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known about classes of tasks in advance: from the operator, from each instrumentation
 * about its library, even if it is switched off, and about libraries without one.
 */
public final class TaskOwnership {
  /** Loops that serve many requests, in the JDK and in libraries without an instrumentation. */
  private static final String[] OWN_TASKS = {
    "java.util.concurrent.CompletableFuture$Timeout",
    "java.util.concurrent.CompletableFuture$Canceller",
    "java.util.concurrent.SubmissionPublisher",
    "sun.",
    "jdk.internal.",
    "akka.",
    "com.github.benmanes.caffeine.cache.BoundedLocalCache",
    "com.github.benmanes.caffeine.cache.LocalCache",
    "com.squareup.okhttp.",
    "com.zaxxer.hikari.",
    "io.netty.",
    "io.reactivex.",
    "io.smallrye.mutiny.",
    "io.vavr.concurrent.",
    "io.vertx.",
    "org.apache.pekko.",
    "rx.internal.",
  };

  /** Pools of connections and of buffers, in libraries without an instrumentation. */
  private static final String[] OWN_WAITS = {
    "com.alibaba.druid.*",
    "com.esotericsoftware.kryo.*",
    "com.fasterxml.jackson.core.*",
    "com.fasterxml.jackson.databind.util.*",
    "com.googlecode.concurrentlinkedhashmap.*",
    "com.jolbox.bonecp.*",
    "com.mchange.v2.*",
    "com.mongodb.*",
    "com.sun.xml.internal.ws.util.Pool*", // JAX-WS, in Java 8 and as a library
    "com.sun.xml.ws.util.Pool*",
    "com.zaxxer.hikari.*",
    "io.lettuce.core.*",
    "io.micrometer.core.instrument.*",
    "io.netty.*",
    "io.reactivex.internal.schedulers.*",
    "io.reactivex.rxjava3.internal.schedulers.*",
    "net.sf.saxon.*",
    "oracle.jdbc.*",
    "oracle.ucp.*",
    "org.apache.activemq.transport.FutureResponse",
    "org.apache.commons.dbcp.*",
    "org.apache.commons.dbcp2.*",
    "org.apache.commons.pool.*",
    "org.apache.commons.pool2.*",
    "org.apache.kafka.clients.producer.*",
    "org.apache.kafka.common.*",
    "org.apache.lucene.index.*",
    "org.apache.tomcat.jdbc.*",
    "org.asynchttpclient.netty.channel.*",
    "org.glassfish.grizzly.*",
    "org.h2.jdbcx.*",
    "org.redisson.connection.*",
    "org.redisson.misc.*",
    "org.slf4j.LoggerFactory",
    "org.vibur.*",
    "redis.clients.*",
    "tools.jackson.core.*",
    "tools.jackson.databind.util.*",
  };

  private TaskOwnership() {}

  /** What libraries without an instrumentation are called. */
  static List<String> libraries() {
    List<String> names = new ArrayList<>(Arrays.asList(OWN_TASKS));
    names.addAll(Arrays.asList(OWN_WAITS));
    return names;
  }

  public static Ownership.Rules rules(Config config, Instrumentations instrumentations) {
    List<String> ownTasks = new ArrayList<>(Arrays.asList(OWN_TASKS));
    List<String> forRequests = new ArrayList<>();
    List<String> ownWaits = new ArrayList<>(Arrays.asList(OWN_WAITS));
    for (Instrumentation instrumentation : instrumentations.found()) {
      ownTasks.addAll(Arrays.asList(instrumentation.ownTasks()));
      forRequests.addAll(Arrays.asList(instrumentation.tasksForRequests()));
      ownWaits.addAll(Arrays.asList(instrumentation.ownWaits()));
    }
    Relocations relocations = instrumentations.relocations();
    if (relocations != null) {
      relocations.addBeginnings(ownTasks);
      relocations.addBeginnings(forRequests);
      relocations.addGlobs(ownWaits);
    }
    ownWaits.addAll(config.get(OwnershipProperties.KEEP_WAITING));
    return new Ownership.Rules(
        names(config.get(OwnershipProperties.CARRY_TASKS)),
        names(config.get(OwnershipProperties.DROP_TASKS)),
        names(ownWaits),
        ownTasks.toArray(new String[0]),
        forRequests.toArray(new String[0]),
        config.get(OwnershipProperties.CARRY).equals("request"),
        config.get(RelayProperties.DETACHED_MAX).toMillis());
  }

  /** Whether two configurations say the same about classes of tasks. */
  public static boolean areAlike(Config one, Config other) {
    return one.get(OwnershipProperties.KEEP_WAITING)
            .equals(other.get(OwnershipProperties.KEEP_WAITING))
        && one.get(OwnershipProperties.CARRY_TASKS)
            .equals(other.get(OwnershipProperties.CARRY_TASKS))
        && one.get(OwnershipProperties.DROP_TASKS).equals(other.get(OwnershipProperties.DROP_TASKS))
        && one.get(RelayProperties.DETACHED_MAX).equals(other.get(RelayProperties.DETACHED_MAX));
  }

  private static ClassNames names(List<String> globs) {
    return ClassNames.of(globs.toArray(new String[0]));
  }
}
