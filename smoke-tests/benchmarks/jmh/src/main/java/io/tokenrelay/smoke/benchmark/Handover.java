package io.tokenrelay.smoke.benchmark;

import com.example.bench.Work;
import io.tokenrelay.bootstrap.Carrier;
import io.tokenrelay.instrumentation.spi.Relay;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request's context costs where work is begun and handed over, on a thread that carries an
 * identity and on one that does not. Run without the agent and with it: the difference is what the
 * woven classes of the JDK cost.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@State(Scope.Thread)
public class Handover {
  @Param({"false", "true"})
  boolean carrying;

  private final Object exchange = new Object();
  private Object snapshot;
  private ExecutorService pool;

  @Setup
  public void prepare() {
    snapshot = carrying ? new Object() : null;
    pool = Executors.newSingleThreadExecutor();
  }

  /** Each iteration is a task of its own, which a woven pool begins with nothing. */
  @Setup(Level.Iteration)
  public void carry() {
    Carrier.swap(snapshot);
  }

  @TearDown
  public void close() {
    pool.shutdown();
  }

  /** The whole of a request's context, but for what it is made of. */
  @Benchmark
  public boolean enterAndExit() {
    Carrier.enter(exchange, snapshot);
    Carrier.exit(exchange);
    return carrying;
  }

  /**
   * A client's callback, in a block of our wrapper's. The block itself allocates nothing; 32 bytes
   * are what the thread goes on with afterwards, where it carries something already.
   */
  @Benchmark
  public boolean callback() {
    try (io.tokenrelay.instrumentation.spi.Scope scope = Relay.as(snapshot)) {
      return carrying;
    }
  }

  /** A task that runs where it was made: nothing but the task and its context. */
  @Benchmark
  public Integer futureTask() throws Exception {
    FutureTask<Integer> task = new FutureTask<>(new Work());
    task.run();
    return task.get();
  }

  @Benchmark
  public Integer completion() {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> second = first.thenApply(new Work());
    first.complete(1);
    return second.join();
  }

  /** To another thread and back: most of it is the operating system's. */
  @Benchmark
  public Integer submitAndGet() throws Exception {
    return pool.submit(new Work()).get();
  }
}
